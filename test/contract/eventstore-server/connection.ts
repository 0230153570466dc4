import { connections } from '../../../stack/connections.ts';

/** Connection string of the event store under test: the test stack's, unless CIM_TEST_EVENTSTORE names another. */
export async function connectionString(): Promise<string> {
	const { CIM_TEST_EVENTSTORE, CIM_PROJECT = 'cim-test' } = process.env;
	return CIM_TEST_EVENTSTORE ?? (await connections(CIM_PROJECT, 'host')).eventStore.connectionString;
}

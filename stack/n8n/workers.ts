import { type Environment, workersIn } from '../environment.ts';

/** Where n8n keeps accounts, workflows and executions: in SQLite as one process, in PostgreSQL with workers. */
const databases = { sqlite: 'SQLite', postgresdb: 'PostgreSQL' } as const;
type Database = keyof typeof databases;

/** Variables of a project's environment that say how n8n runs in it. */
const names = ['CIM_N8N_WORKERS', 'CIM_N8N_MODE', 'CIM_N8N_DB', 'COMPOSE_PROFILES'] as const;

/** What a start is asked for. */
export interface N8nRequest {
	/** How many workers, none for one process; as many as there were when missing. */
	workers: number | undefined;
	/** Whether n8n is among the systems that are started. */
	isStarted: boolean;
}

/**
 * How n8n is to run, as part of a project's environment.
 * @param kept the environment of the project's last start
 * @throws Error when n8n would begin anew in another database than the one that has its accounts and workflows
 */
export function n8nEnvironment(project: string, { workers, isStarted }: N8nRequest, kept: Environment | undefined): Environment {
	if (!isStarted) return asKept(kept);
	const count = workers ?? workersIn(kept ?? {});
	const database: Database = count > 0 ? 'postgresdb' : 'sqlite';
	const used = databaseIn(kept);
	if (used !== undefined && used !== database) throw new Error(refusal(project, used));
	if (count === 0) return { CIM_N8N_DB: database };
	return { CIM_N8N_WORKERS: String(count), CIM_N8N_MODE: 'queue', CIM_N8N_DB: database, COMPOSE_PROFILES: 'queue' };
}

/** The environment of a project whose n8n has no data any more, so that it may begin in either database. */
export function withoutN8n(environment: Environment): Environment {
	return { ...Object.fromEntries(Object.entries(environment).filter(([name]) => !(names as readonly string[]).includes(name))), CIM_N8N_DB: '' };
}

/** A start without n8n changes nothing of it; that there is none yet has to be told from what older versions kept. */
function asKept(kept: Environment | undefined): Environment {
	if (kept === undefined) return { CIM_N8N_DB: '' };
	return Object.fromEntries(names.flatMap((name) => (kept[name] === undefined ? [] : [[name, kept[name]]])));
}

/** The database that has n8n's data; undefined where it has none. */
function databaseIn(kept: Environment | undefined): Database | undefined {
	if (kept === undefined || kept.CIM_N8N_DB === '') return undefined;
	return kept.CIM_N8N_DB === 'postgresdb' ? 'postgresdb' : 'sqlite';
}

function refusal(project: string, used: Database): string {
	const isOne = used === 'sqlite';
	const other = isOne ? databases.postgresdb : databases.sqlite;
	return [
		`n8n of project ${project} has its accounts, workflows and executions in ${databases[used]}; ${isOne ? 'with workers' : 'as one process'} it would begin without them, in ${other}. Nothing was started.`,
		`To go on with them, start it ${isOne ? 'without --workers' : 'without --workers 0'}.`,
		'To have both, name another project: --project NAME.',
		`To begin anew, delete the data of all systems of this one first: npm run stack -- reset${project === 'cim' ? '' : ` --project ${project}`}`,
	].join('\n');
}

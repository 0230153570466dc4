import { X509Certificate } from 'node:crypto';
import { ALGORITHMS, belongTogether, generateCertificate, keyType } from '../../crypto/key-pair.ts';
import { modelContext, record, recordModel } from '../../events/log.ts';
import type { CertificateKeyPair } from '../../models/certificate-key-pair.ts';
import { certificateKeyPairModel } from '../../models/certificate-key-pair.ts';
import { compare } from '../../storage/condition.ts';
import type { Call } from '../call.ts';
import { Invalid } from '../errors.ts';
import type { Field } from '../field.ts';
import { choice, computed, integer, parseFields, string } from '../fields.ts';
import * as filter from '../filters.ts';
import type { Action, Resource } from '../resource.ts';
import { present } from '../resource.ts';

const KEY_TYPES = ['rsa', 'ec', 'dsa', 'ed25519', 'ed448'] as const;

/** A field that is read off the certificate. */
function ofCertificate(format: string | undefined, read: (certificate: X509Certificate) => string): Field {
	return computed({ type: 'string', format, nullable: true }, (pair: CertificateKeyPair) =>
		read(new X509Certificate(pair.certificate_data)),
	);
}

function download(what: 'certificate' | 'private_key'): Field {
	return computed({ type: 'string' }, ({ pk }: CertificateKeyPair) => {
		return `/api/v3/crypto/certificatekeypairs/${pk}/view_${what}/?download`;
	});
}

export const certificateKeyPairs: Resource<CertificateKeyPair> = {
	path: 'crypto/certificatekeypairs',
	name: 'CertificateKeyPair',
	model: certificateKeyPairModel,
	operations: ['list', 'create', 'retrieve', 'update', 'destroy'],
	lookup: 'pk',
	fields: {
		pk: computed({ type: 'string', format: 'uuid' }),
		name: string({ required: true, unique: true }),
		fingerprint_sha256: ofCertificate(undefined, ({ fingerprint256 }) => fingerprint256.toLowerCase()),
		fingerprint_sha1: ofCertificate(undefined, ({ fingerprint }) => fingerprint.toLowerCase()),
		cert_expiry: ofCertificate('date-time', ({ validToDate }) => validToDate.toISOString()),
		cert_subject: ofCertificate(undefined, ({ subject }) => subject.split('\n').reverse().join(',')),
		private_key_available: computed({ type: 'boolean' }, (pair: CertificateKeyPair) => pair.key_data !== ''),
		key_type: computed({ type: 'string', enum: KEY_TYPES, nullable: true }),
		certificate_download_url: download('certificate'),
		private_key_download_url: download('private_key'),
		managed: computed({ type: 'string', nullable: true }),
		certificate_data: { ...string({ required: true }), hidden: true },
		key_data: { ...string({ blank: true, initial: () => '' }), hidden: true },
	},
	search: ['name'],
	ordering: ['name'],
	filters: {
		name: filter.exact('name'),
		managed: filter.exact('managed'),
		has_key: filter.truth((wanted) => compare('key_data', wanted ? '<>' : '=', '')),
		key_type: filter.choices('key_type', KEY_TYPES),
	},
	check(_call, values, before) {
		const certificate = readCertificate(values.certificate_data ?? before?.certificate_data ?? '');
		const key = values.key_data ?? before?.key_data ?? '';
		if (key !== '' && !matches(key, certificate)) {
			throw new Invalid({ key_data: ['Unable to load the private key, or it does not belong to the certificate.'] });
		}
	},
	complete: (_call, values) => ({ managed: null, ...withType(values) }) as Omit<CertificateKeyPair, 'pk'>,
	amend: (_call, values) => withType(values),
	collectionActions: { generate: generate() },
	objectActions: { view_certificate: view('certificate_data'), view_private_key: view('key_data') },
};

function withType<T extends Partial<CertificateKeyPair>>(values: T): T {
	if (!values.certificate_data) return values;
	return { ...values, key_type: keyType(readCertificate(values.certificate_data).publicKey) };
}

function readCertificate(pem: string): X509Certificate {
	try {
		return new X509Certificate(pem);
	} catch {
		throw new Invalid({ certificate_data: ['Unable to load the certificate; give it in PEM.'] });
	}
}

function matches(key: string, certificate: X509Certificate): boolean {
	try {
		return belongTogether(key, certificate);
	} catch {
		return false;
	}
}

interface Generation {
	common_name: string;
	subject_alt_name?: string;
	validity_days: number;
	alg?: (typeof ALGORITHMS)[number];
}

function generate(): Action<never> {
	const fields = {
		common_name: string({ required: true }),
		subject_alt_name: string({ blank: true }),
		validity_days: integer({ required: true, minimum: 1 }),
		alg: choice(ALGORITHMS),
	};
	return {
		method: 'POST',
		summary: 'Generate a key pair',
		async run(call, body) {
			const values = parseFields(fields, body, call) as unknown as Generation;
			const name = values.common_name;
			if (call.objects.find(certificateKeyPairModel, 'name', name)) {
				throw new Invalid({ common_name: ['This field must be unique.'] });
			}
			const made = await generateCertificate({
				algorithm: values.alg ?? 'rsa',
				commonName: name,
				dnsNames: (values.subject_alt_name ?? '').split(',').map((each) => each.trim()).filter(Boolean),
				validDays: values.validity_days,
			});
			return call.objects.transaction(() => {
				const pair = call.objects.create(certificateKeyPairModel, { name, managed: null, ...made });
				recordModel(call.objects, 'model_created', certificateKeyPairModel, pair, call);
				return { status: 200, body: present(certificateKeyPairs, pair, call) };
			});
		},
	};
}

/** Shows the PEM, in JSON or, with `?download`, as a file. */
function view(field: 'certificate_data' | 'key_data'): Action<CertificateKeyPair> {
	return {
		method: 'GET',
		summary: 'View the PEM',
		run(call: Call, _body, pair) {
			const type = field === 'key_data' ? 'private_key' : 'certificate';
			record(call.objects, {
				action: 'secret_view',
				app: 'authentik.crypto.api',
				context: { secret: modelContext(certificateKeyPairModel, pair), type },
				user: call.user,
				source: call.source,
			});
			if (!call.query.has('download')) return { status: 200, body: { data: pair[field] } };
			return { status: 200, body: pair[field], type: 'application/x-pem-file' };
		},
	};
}

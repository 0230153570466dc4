import { describeStep, duration, parseBuildStep } from '../../stack/build/buildOutput.ts';
import { declaredArguments } from '../../stack/build/image.ts';

describe('the steps of a build', () => {
	it("are read from the classic builder's output", () => {
		expect(parseBuildStep('Step 3/12 : RUN  apt-get update   && true')).toEqual({
			current: 3,
			total: 12,
			instruction: 'RUN apt-get update && true',
		});
	});

	it("are read from BuildKit's plain output, with their stage", () => {
		expect(parseBuildStep('#7 [build 3/12] RUN make')).toEqual({
			current: 3,
			total: 12,
			stage: 'build',
			instruction: 'RUN make',
		});
		expect(parseBuildStep('#5 [2/4] COPY a b')).toEqual({ current: 2, total: 4, instruction: 'COPY a b' });
	});

	it.each([' ---> Running in 0123456789ab', '#7 1.234 Get:1 http://x', '#1 [internal] load build definition', ''])(
		'are not begun by %p',
		(line) => {
			expect(parseBuildStep(line)).toBeUndefined();
		},
	);

	it('fit one line', () => {
		const text = describeStep({ current: 1, total: 2, stage: 'build', instruction: 'RUN '.repeat(100) }, 60);
		expect(text).toHaveLength(60);
		expect(text).toMatch(/^step 1\/2 of build: RUN /);
	});
});

describe('durations', () => {
	it.each([
		[0, '0 s'],
		[59_400, '59 s'],
		[60_000, '1 min 00 s'],
		[185_000, '3 min 05 s'],
	])('%d ms is %s', (milliseconds, text) => {
		expect(duration(milliseconds)).toBe(text);
	});
});

describe('build arguments', () => {
	it('are those that the Dockerfile declares', () => {
		const dockerfile = 'ARG BASE_IMAGE=cim/base:dev\nFROM ${BASE_IMAGE}\n# ARG COMMENTED\n arg GOPROXY\n';
		const values = { BASE_IMAGE: 'b', GOPROXY: 'g', COMMENTED: 'c', PIP_INDEX_URL: 'p' };
		expect(declaredArguments(dockerfile, values)).toEqual({ BASE_IMAGE: 'b', GOPROXY: 'g' });
	});
});

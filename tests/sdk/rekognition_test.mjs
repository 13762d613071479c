// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript, unchanged, as a client of the sandbox's Rekognition.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, beforeEach, describe, test } from 'node:test';
import * as rekognition from '@aws-sdk/client-rekognition';
import { control, makeRekognition, readAndRaw, refusal, setting } from './setting.mjs';

const { DetectLabelsCommand } = rekognition;
const client = makeRekognition();
let picture;

before(async () => {
  picture = await readFile(setting.red_png);
});
beforeEach(() => control('POST', 'reset'));

function detect(more = {}, by = client) {
  return by.send(new DetectLabelsCommand({ Image: { Bytes: picture }, ...more }));
}

describe('DetectLabels', () => {
  test('is signed, and gives labels as the service does', async () => {
    const answer = await detect({ MaxLabels: 10, MinConfidence: 50 });
    assert.equal(answer.$metadata.httpStatusCode, 200);
    assert.match(answer.$metadata.requestId, /^[0-9a-f-]+$/);
    assert.equal(answer.LabelModelVersion, '3.0');
    assert.ok(answer.Labels.length > 0);
    for (const label of answer.Labels) {
      assert.equal(typeof label.Name, 'string');
      assert.ok(label.Confidence >= 50 && label.Confidence <= 100);
      for (const list of ['Instances', 'Parents', 'Aliases', 'Categories']) {
        assert.ok(Array.isArray(label[list]), `${list} of ${label.Name}`);
      }
    }
  });

  test('writes no key that the SDK does not know', async () => {
    const { raw, read } = await readAndRaw(new DetectLabelsCommand({ Image: { Bytes: picture } }));
    const known = {
      Labels: read.Labels,
      LabelModelVersion: read.LabelModelVersion,
    };
    assert.deepEqual(JSON.parse(JSON.stringify(known)), raw);
    assert.deepEqual(Object.keys(read).sort(), ['$metadata', 'LabelModelVersion', 'Labels']);
    const label = ['Aliases', 'Categories', 'Confidence', 'Instances', 'Name', 'Parents'];
    for (const one of read.Labels) {
      assert.deepEqual(Object.keys(one).sort(), label);
    }
  });

  test('keeps to MaxLabels and MinConfidence', async () => {
    assert.equal((await detect({ MaxLabels: 1, MinConfidence: 0 })).Labels.length, 1);
    for (const label of (await detect({ MinConfidence: 90 })).Labels) {
      assert.ok(label.Confidence >= 90);
    }
  });

  test('takes temporary credentials only with a token that it knows', async () => {
    const credentials = {
      accessKeyId: setting.access_key,
      secretAccessKey: setting.secret_key,
      sessionToken: 'a token of another',
    };
    const error = await refusal(detect({}, makeRekognition({ credentials })));
    assert.equal(error.name, 'UnrecognizedClientException');
  });
});

describe('a refusal', () => {
  test('of a wrong secret', async () => {
    const credentials = { accessKeyId: setting.access_key, secretAccessKey: 'wrong' };
    const error = await refusal(detect({}, makeRekognition({ credentials, maxAttempts: 1 })));
    assert.equal(error.name, 'InvalidSignatureException');
    assert.ok(error instanceof rekognition.RekognitionServiceException);
    assert.equal(error.$metadata.httpStatusCode, 400);
    assert.equal((await control('GET', 'state')).counters.label_calls, 0);
  });

  test('of an unknown key', async () => {
    const credentials = { accessKeyId: 'AKIDUNKNOWN', secretAccessKey: 'x' };
    const error = await refusal(detect({}, makeRekognition({ credentials })));
    assert.equal(error.name, 'UnrecognizedClientException');
  });

  test('of what is no picture', async () => {
    const error = await refusal(detect({ Image: { Bytes: Buffer.from('This is a text.') } }));
    assert.ok(error instanceof rekognition.InvalidImageFormatException);
    assert.equal(error.message, 'Request has invalid image format');
    assert.equal(error.$metadata.attempts, 1);
  });

  test('of a picture that is too large', async () => {
    const error = await refusal(detect({ Image: { Bytes: Buffer.alloc(5 * 1024 * 1024 + 1, 1) } }));
    assert.ok(error instanceof rekognition.ImageTooLargeException);
  });

  test('of a picture that is too small', async () => {
    const error = await refusal(detect({ Image: { Bytes: await readFile(setting.small_png) } }));
    assert.ok(error instanceof rekognition.InvalidParameterException);
  });

  test('of a confidence that cannot be', async () => {
    const error = await refusal(detect({ MinConfidence: 101 }));
    assert.ok(error instanceof rekognition.InvalidParameterException);
  });

  test('of an operation that the sandbox does not have', async () => {
    const command = new rekognition.DetectProtectiveEquipmentCommand({ Image: { Bytes: picture } });
    const error = await refusal(client.send(command));
    assert.equal(error.name, 'UnknownOperationException');
  });
});

describe('a throttled call', () => {
  const throttle = (status, times) => control('POST', 'faults', {
    service: 'rekognition', kind: 'status', status, times,
    body: JSON.stringify({ __type: 'ThrottlingException', Message: 'Slow down' }),
  });

  test('is repeated by the SDK, and comes through', async () => {
    await throttle(400, 1);
    const answer = await detect();
    assert.equal(answer.$metadata.attempts, 2);
    assert.ok(answer.Labels.length > 0);
  });

  for (const status of [400, 500]) {
    test(`ends as the SDK's own class where status ${status} goes on`, async () => {
      await throttle(status, 3);
      const error = await refusal(detect());
      assert.ok(error instanceof rekognition.ThrottlingException);
      assert.equal(error.$metadata.attempts, 3);
    });
  }
});

// SPDX-License-Identifier: Apache-2.0
// What sdk_test.py has set up: the sandbox's address, its keys, and drawn pictures.
import assert from 'node:assert/strict';
import { Readable } from 'node:stream';
import contentstack from '@contentstack/management';
import { RekognitionClient } from '@aws-sdk/client-rekognition';

export const setting = JSON.parse(process.env.STACKTAG_SDK_SETTING);

// Repeats are off: on 5xx and 429 this client repeats only what it sends to a public host name.
export function makeStack(changes = {}) {
  const client = contentstack.client({
    endpoint: `${setting.url}/{api-version}`,
    retryOnError: false,
    retryOnNetworkFailure: false,
    retryOnHttpServerError: false,
  });
  return client.stack({
    api_key: setting.api_key,
    management_token: setting.management_token,
    ...changes,
  });
}

export function makeRekognition(changes = {}) {
  return new RekognitionClient({
    region: 'us-east-1',
    endpoint: setting.url,
    credentials: { accessKeyId: setting.access_key, secretAccessKey: setting.secret_key },
    ...changes,
  });
}

export async function control(method, path, body) {
  const reply = await fetch(`${setting.url}/_sandbox/${path}`, {
    method,
    body: body && JSON.stringify(body),
  });
  if (!reply.ok) {
    throw new Error(`${method} ${path}: ${reply.status} ${await reply.text()}`);
  }
  return reply.json();
}

export async function until(condition, what) {
  const end = Date.now() + 30_000;
  while (Date.now() < end) {
    const found = await condition();
    if (found) {
      return found;
    }
    await new Promise((resolve) => { setTimeout(resolve, 20); });
  }
  throw new Error(`${what} did not come about within 30 s`);
}

/** The error that `promise` ends with. */
export async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return assert.fail('the SDK did not throw');
}

/** The answer to `command` as the SDK has read it, and as the sandbox wrote it. */
export async function readAndRaw(command) {
  let raw;
  const listening = makeRekognition();
  listening.middlewareStack.add((next) => async (step) => {
    const result = await next(step);
    const chunks = [];
    for await (const chunk of result.response.body) {
      chunks.push(chunk);
    }
    raw = Buffer.concat(chunks);
    result.response.body = Readable.from([raw]);
    return result;
  }, { step: 'deserialize', priority: 'low' });
  const read = await listening.send(command);
  return { read, raw: JSON.parse(raw.toString()) };
}

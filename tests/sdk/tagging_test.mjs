// SPDX-License-Identifier: Apache-2.0
// The whole way, begun with the official SDK: upload, webhook, Lambda function, Rekognition, tags.
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { control, makeStack, setting, until } from './setting.mjs';

const stack = makeStack();

async function isIdle() {
  return (await control('GET', 'state')).idle;
}

before(async () => {
  await control('POST', 'reset');
  await stack.webhook().create({
    webhook: {
      name: 'stacktag',
      destinations: [{
        target_url: `${setting.url}/apigw/v1/webhook`,
        authentication_type: 'None',
        custom_header: [{ header_name: setting.webhook_header[0], value: setting.webhook_header[1] }],
      }],
      channels: ['assets.create', 'assets.update'],
      branches: ['main'],
      retry_policy: 'automatic',
      disabled: false,
      concise_payload: false,
    },
  });
});

test('an upload gets its tags behind the editor\'s, for one label call and one write', async () => {
  const uploaded = await stack.asset().create({ upload: setting.red_png, title: 'Red', tags: ['homepage'] });
  const tagged = await until(async () => {
    const asset = await stack.asset(uploaded.uid).fetch();
    return asset.tags.length > 1 && asset;
  }, 'the tags');
  assert.equal(tagged.tags[0], 'homepage');
  assert.equal(tagged._version, 2);
  await until(isIdle, 'the end of the echo');
  const { counters } = await control('GET', 'state');
  assert.equal(counters.label_calls, 1);
  assert.equal((await stack.asset(uploaded.uid).fetch())._version, 2);
});

test('a replaced file is labelled again, an edited title is not', async () => {
  const uploaded = await stack.asset().create({ upload: setting.red_png, title: 'Changing' });
  await until(isIdle, 'the end of the first tagging');
  const paid = (await control('GET', 'state')).counters.label_calls;

  const asset = await stack.asset(uploaded.uid).fetch();
  asset.title = 'Changed';
  await asset.update();
  await until(isIdle, 'the end of the title\'s event');
  assert.equal((await control('GET', 'state')).counters.label_calls, paid);

  await stack.asset(uploaded.uid).replace({ upload: setting.blue_png });
  await until(isIdle, 'the end of the second tagging');
  assert.equal((await control('GET', 'state')).counters.label_calls, paid + 1);
  const after = await stack.asset(uploaded.uid).fetch();
  assert.ok(asset.tags.every((tag) => after.tags.includes(tag)));
});

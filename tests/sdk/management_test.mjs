// SPDX-License-Identifier: Apache-2.0
// Contentstack's own management SDK, unchanged, as a client of the sandbox's stack.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, describe, test } from 'node:test';
import { control, makeStack, setting } from './setting.mjs';

const stack = makeStack();

function upload(title, more = {}) {
  return stack.asset().create({ upload: setting.red_png, title, ...more });
}

// The SDK throws an Error whose message is a JSON text.
async function refusal(promise) {
  try {
    await promise;
  } catch (error) {
    return JSON.parse(error.message);
  }
  return assert.fail('the SDK did not throw');
}

describe('an asset', () => {
  let asset;
  before(async () => {
    await control('POST', 'reset');
    asset = await upload('A red square', { description: 'Drawn.', tags: ['red', 'my square'] });
  });

  test('is created from a file', () => {
    assert.match(asset.uid, /^blt[0-9a-f]+$/);
    assert.equal(asset.title, 'A red square');
    assert.equal(asset.filename, 'red.png');
    assert.equal(asset.content_type, 'image/png');
    assert.equal(asset.file_size, String(setting.red_png_bytes));
    assert.equal(asset.is_dir, false);
    assert.equal(asset._version, 1);
    assert.deepEqual(asset.tags, ['red', 'my square']);
    assert.equal(asset.description, 'Drawn.');
  });

  test('is fetched, with nothing that was not asked for', async () => {
    const fetched = await stack.asset(asset.uid).fetch();
    assert.equal(fetched.uid, asset.uid);
    assert.equal(fetched.url, asset.url);
    assert.deepEqual(fetched.ACL, asset.ACL);
    assert.equal(fetched._branch, undefined);
    assert.equal(fetched._asset_scan_status, undefined);
    assert.equal(fetched.dimension, undefined);
  });

  test('tells its size when asked', async () => {
    const fetched = await stack.asset(asset.uid).fetch({ include_dimension: true });
    assert.deepEqual(fetched.dimension, { width: 120, height: 100 });
  });

  test('gives its file, byte for byte', async () => {
    const answer = await asset.download({ responseType: 'arraybuffer' });
    assert.deepEqual(Buffer.from(answer.data), await readFile(setting.red_png));
  });

  test('is updated as the SDK does it, by sending the whole of it', async () => {
    const fetched = await stack.asset(asset.uid).fetch();
    const version = fetched._version;
    fetched.tags = ['red', 'square'];
    fetched.title = 'Still a red square';
    const updated = await fetched.update();
    assert.deepEqual(updated.tags, ['red', 'square']);
    assert.equal(updated.title, 'Still a red square');
    assert.equal(updated._version, version + 1);
    assert.equal(updated.url, asset.url);
  });

  test('keeps its uid, and gets another address, when its file is replaced', async () => {
    const former = await stack.asset(asset.uid).fetch();
    const replaced = await former.replace({ upload: setting.blue_png });
    assert.equal(replaced.uid, asset.uid);
    assert.equal(replaced._version, former._version + 1);
    assert.notEqual(replaced.url, former.url);
    assert.equal(replaced.filename, 'blue.png');
    assert.deepEqual(replaced.tags, former.tags);
  });

  test('is fetched in any of its versions', async () => {
    const first = await stack.asset(asset.uid).fetch({ version: 1 });
    assert.equal(first._version, 1);
    assert.equal(first.filename, 'red.png');
    assert.deepEqual(first.tags, ['red', 'my square']);
    const last = await stack.asset(asset.uid).fetch({ version: 3 });
    assert.equal(last.filename, 'blue.png');
  });

  test('is gone once it is deleted', async () => {
    const gone = await upload('Not for long');
    const answer = await gone.delete();
    assert.match(answer.notice, /deleted/);
    const error = await refusal(stack.asset(gone.uid).fetch());
    assert.ok([404, 422].includes(error.status), `the status is ${error.status}`);
  });
});

describe('a query of assets', () => {
  const titles = (page) => page.items.map((asset) => asset.title);
  const find = (parameters) => stack.asset().query(parameters).find();
  before(async () => {
    await control('POST', 'reset');
    for (const [title, tag] of [['Bee', 'insect'], ['Ant', 'insect'], ['Dog', 'mammal'], ['Cat', 'mammal']]) {
      await upload(title, { tags: [tag] });
    }
  });

  test('pages through with skip and limit', async () => {
    const page = await find({ skip: 1, limit: 2, asc: 'title', include_count: true });
    assert.deepEqual(titles(page), ['Bee', 'Cat']);
    assert.equal(page.count, 4);
  });

  test('sorts both ways', async () => {
    assert.deepEqual(titles(await find({ asc: 'title' })), ['Ant', 'Bee', 'Cat', 'Dog']);
    assert.deepEqual(titles(await find({ desc: 'title' })), ['Dog', 'Cat', 'Bee', 'Ant']);
  });

  test('counts', async () => {
    const answer = await stack.asset().query().count();
    assert.equal(answer.assets, 4);
  });

  test('finds one', async () => {
    const page = await stack.asset().query({ asc: 'title' }).findOne();
    assert.deepEqual(titles(page), ['Ant']);
  });

  test('finds by a tag', async () => {
    const page = await find({ query: { tags: { $in: ['mammal'] } }, asc: 'title' });
    assert.deepEqual(titles(page), ['Cat', 'Dog']);
  });

  test('finds by a pattern', async () => {
    const page = await find({ query: { title: { $regex: '^b' } } });
    assert.deepEqual(titles(page), ['Bee']);
  });
});

describe('a folder', () => {
  before(() => control('POST', 'reset'));

  test('is created, fetched, filled, changed and deleted', async () => {
    const folder = await stack.asset().folder().create({ asset: { name: 'Animals' } });
    assert.equal(folder.is_dir, true);
    await upload('Inside', { parent_uid: folder.uid });
    await upload('Outside');
    const page = await stack.asset().query({ folder: folder.uid }).find();
    assert.deepEqual(page.items.map((asset) => asset.title), ['Inside']);
    const fetched = await stack.asset().folder(folder.uid).fetch();
    assert.equal(fetched.name, 'Animals');
    fetched.name = 'Beasts';
    assert.equal((await fetched.update()).name, 'Beasts');
    assert.match((await stack.asset().folder(folder.uid).delete()).notice, /deleted/);
  });
});

describe('a webhook', () => {
  before(() => control('POST', 'reset'));
  const form = {
    name: 'stacktag',
    destinations: [{
      target_url: 'https://example.com/webhook',
      http_basic_auth: 'user',
      http_basic_password: 'secret',
      custom_header: [{ header_name: 'X-Key', value: 'abc' }],
    }],
    channels: ['assets.create', 'assets.update'],
    branches: ['main'],
    notifiers: 'editor@example.com',
    retry_policy: 'manual',
    disabled: true,
    concise_payload: false,
  };

  test('is created and listed, its password hidden', async () => {
    const webhook = await stack.webhook().create({ webhook: form });
    assert.ok(webhook.uid);
    assert.deepEqual(webhook.channels, form.channels);
    assert.deepEqual(webhook.notifiers, ['editor@example.com']);
    const all = await stack.webhook().fetchAll({ include_count: true });
    assert.deepEqual(all.items.map((one) => one.uid), [webhook.uid]);
    assert.equal(all.count, 1);
    assert.equal(all.items[0].destinations[0].http_basic_password, '********');
  });

  test('is fetched, changed and deleted', async () => {
    const created = await stack.webhook().create({ webhook: { ...form, name: 'another' } });
    const webhook = await stack.webhook(created.uid).fetch();
    assert.equal(webhook.name, 'another');
    assert.deepEqual(webhook.unhealthy, { state: false });
    webhook.channels = ['assets.update'];
    assert.deepEqual((await webhook.update()).channels, ['assets.update']);
    assert.match((await webhook.delete()).notice, /deleted/);
    const error = await refusal(stack.webhook(created.uid).fetch());
    assert.ok([404, 422].includes(error.status), `the status is ${error.status}`);
  });

  test('without a destination is refused', async () => {
    const error = await refusal(stack.webhook().create({ webhook: { ...form, destinations: [] } }));
    assert.ok([400, 422].includes(error.status), `the status is ${error.status}`);
  });
});

describe('a refusal', () => {
  after(() => control('DELETE', 'faults'));

  test('of an asset that is not there', async () => {
    const error = await refusal(stack.asset('blt0000000000000000').fetch());
    assert.ok([404, 422].includes(error.status), `the status is ${error.status}`);
    assert.equal(typeof error.errorMessage, 'string');
    assert.equal(typeof error.errorCode, 'number');
  });

  test('of a wrong management token', async () => {
    const error = await refusal(makeStack({ management_token: 'cs-wrong' }).asset().query().find());
    assert.equal(error.status, 401);
    assert.equal(error.errorCode, 105);
  });

  test('of a wrong stack', async () => {
    const error = await refusal(makeStack({ api_key: 'bltwrong' }).asset().query().find());
    assert.equal(error.status, 412);
    assert.equal(error.errorCode, 109);
  });

  test('of a branch that is not there', async () => {
    const error = await refusal(makeStack({ branch_uid: 'nowhere' }).asset().query().find());
    assert.equal(error.status, 422);
  });

  test('by the rate limit', async () => {
    await control('POST', 'faults', {
      service: 'cma', kind: 'status', status: 429,
      body: JSON.stringify({ error_message: 'Too many requests', error_code: 429 }),
    });
    const error = await refusal(stack.asset().query().find());
    assert.equal(error.status, 429);
    assert.equal((await stack.asset().query().find()).items.length, 0);
  });
});

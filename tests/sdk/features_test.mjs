// SPDX-License-Identifier: Apache-2.0
// The AWS SDK for JavaScript, unchanged, asks the sandbox's Rekognition each of the five operations
// and knows every key of the answers.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { before, beforeEach, describe, test } from 'node:test';
import * as rekognition from '@aws-sdk/client-rekognition';
import { control, makeRekognition, readAndRaw, refusal, setting } from './setting.mjs';

let picture;

before(async () => {
  picture = await readFile(setting.red_png);
});
beforeEach(async () => {
  await control('POST', 'reset');
  await control('POST', 'findings', {
    moderation: ['Alcohol/Alcoholic Beverages'],
    text: ['MONDAY SALE'],
    celebrities: ['Ada Example'],
  });
});

async function ask(operation, more = {}) {
  const command = new rekognition[`${operation}Command`]({ Image: { Bytes: picture }, ...more });
  const { read: { $metadata, ...read }, raw } = await readAndRaw(command);
  assert.equal($metadata.httpStatusCode, 200);
  assert.deepEqual(JSON.parse(JSON.stringify(read)), raw);
  return read;
}

function keys(object) {
  return Object.keys(object).sort();
}

describe('DetectLabels with IMAGE_PROPERTIES', () => {
  test('gives both, or these alone', async () => {
    const both = await ask('DetectLabels', { Features: ['GENERAL_LABELS', 'IMAGE_PROPERTIES'] });
    assert.deepEqual(keys(both), ['ImageProperties', 'LabelModelVersion', 'Labels']);
    assert.deepEqual(keys(both.ImageProperties), ['Background', 'DominantColors', 'Foreground', 'Quality']);
    assert.deepEqual(keys(both.ImageProperties.Quality), ['Brightness', 'Contrast', 'Sharpness']);
    assert.deepEqual(keys(both.ImageProperties.Foreground.Quality), ['Brightness', 'Sharpness']);
    for (const colour of both.ImageProperties.DominantColors) {
      assert.deepEqual(keys(colour), ['Blue', 'CSSColor', 'Green', 'HexCode', 'PixelPercent', 'Red', 'SimplifiedColor']);
    }
    const alone = await ask('DetectLabels', { Features: ['IMAGE_PROPERTIES'] });
    assert.deepEqual(keys(alone), ['ImageProperties', 'LabelModelVersion']);
  });

  test('has the confidence of labels only where these are asked for', async () => {
    const error = await refusal(ask('DetectLabels', { Features: ['IMAGE_PROPERTIES'], MinConfidence: 50 }));
    assert.equal(error.name, 'InvalidParameterException');
  });

  test('keeps to the filters of labels', async () => {
    const all = (await ask('DetectLabels', { MinConfidence: 0 })).Labels.map((label) => label.Name);
    const filtered = async (filters) => (await ask('DetectLabels', {
      MinConfidence: 0, Settings: { GeneralLabels: filters },
    })).Labels.map((label) => label.Name);
    assert.deepEqual(await filtered({ LabelInclusionFilters: [all[0]] }), [all[0]]);
    assert.deepEqual(await filtered({ LabelExclusionFilters: [all[0]] }), all.slice(1));
    assert.deepEqual(await filtered({ LabelCategoryInclusionFilters: ['No such category'] }), []);
    assert.deepEqual(await filtered({ LabelCategoryExclusionFilters: ['No such category'] }), all);
    const error = await refusal(filtered({ LabelInclusionFilters: ['a'.repeat(51)] }));
    assert.equal(error.name, 'InvalidParameterException');
  });
});

describe('DetectModerationLabels', () => {
  test('gives the taxonomy', async () => {
    const answer = await ask('DetectModerationLabels', { MinConfidence: 60 });
    assert.deepEqual(answer.ModerationLabels.map((one) => [one.Name, one.ParentName, one.TaxonomyLevel]),
      [['Alcohol', '', 1], ['Alcoholic Beverages', 'Alcohol', 2]]);
    assert.equal(answer.ModerationModelVersion, '7.0');
    assert.deepEqual(answer.ContentTypes, []);
    assert.deepEqual((await ask('DetectModerationLabels', { MinConfidence: 99 })).ModerationLabels, []);
  });

  test('finds nothing unsafe by itself', async () => {
    await control('POST', 'reset');
    assert.deepEqual((await ask('DetectModerationLabels')).ModerationLabels, []);
  });
});

describe('DetectText', () => {
  test('gives lines and their words', async () => {
    const answer = await ask('DetectText');
    assert.deepEqual(answer.TextDetections.map((one) => [one.Type, one.DetectedText, one.Id, one.ParentId]),
      [['LINE', 'MONDAY SALE', 0, undefined], ['WORD', 'MONDAY', 1, 0], ['WORD', 'SALE', 2, 0]]);
    for (const one of answer.TextDetections) {
      assert.deepEqual(keys(one.Geometry), ['BoundingBox', 'Polygon']);
      assert.equal(one.Geometry.Polygon.length, 4);
    }
    assert.equal(answer.TextModelVersion, '3.0');
    const strict = { Filters: { WordFilter: { MinConfidence: 99 } } };
    assert.deepEqual((await ask('DetectText', strict)).TextDetections, []);
  });
});

describe('DetectFaces', () => {
  test('gives the faces that there are', async () => {
    const answer = await ask('DetectFaces');
    assert.ok(Array.isArray(answer.FaceDetails));
  });

  test('knows its attributes', async () => {
    await ask('DetectFaces', { Attributes: ['DEFAULT', 'SMILE', 'EYEGLASSES', 'SUNGLASSES'] });
    const error = await refusal(ask('DetectFaces', { Attributes: ['MOOD'] }));
    assert.equal(error.name, 'InvalidParameterException');
  });
});

describe('RecognizeCelebrities', () => {
  test('gives who is known and which faces are not', async () => {
    const { CelebrityFaces, UnrecognizedFaces } = await ask('RecognizeCelebrities');
    assert.deepEqual(CelebrityFaces.map((one) => one.Name), ['Ada Example']);
    assert.deepEqual(keys(CelebrityFaces[0]), ['Face', 'Id', 'KnownGender', 'MatchConfidence', 'Name', 'Urls']);
    assert.deepEqual(keys(CelebrityFaces[0].Face), ['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
    assert.ok(Array.isArray(UnrecognizedFaces));
  });
});

// By an engine that finds a face in everything.
describe('a face', () => {
  test('has every key', async () => {
    const client = makeRekognition({ endpoint: setting.fixed_url });
    const faces = await client.send(new rekognition.DetectFacesCommand({
      Image: { Bytes: picture }, Attributes: ['DEFAULT', 'SMILE', 'EYEGLASSES', 'SUNGLASSES'],
    }));
    assert.equal(faces.FaceDetails.length, 1);
    assert.deepEqual(keys(faces.FaceDetails[0]),
      ['BoundingBox', 'Confidence', 'Eyeglasses', 'Landmarks', 'Pose', 'Quality', 'Smile', 'Sunglasses']);
    assert.equal(faces.FaceDetails[0].Landmarks.length, 5);
    const people = await client.send(new rekognition.RecognizeCelebritiesCommand({ Image: { Bytes: picture } }));
    assert.deepEqual(people.CelebrityFaces, []);
    assert.deepEqual(keys(people.UnrecognizedFaces[0]), ['BoundingBox', 'Confidence', 'Landmarks', 'Pose', 'Quality']);
  });
});

for (const operation of ['DetectLabels', 'DetectModerationLabels', 'DetectText', 'DetectFaces', 'RecognizeCelebrities']) {
  describe(operation, () => {
    test('is refused with a wrong secret, and for what is no picture', async () => {
      const command = new rekognition[`${operation}Command`]({ Image: { Bytes: picture } });
      const credentials = { accessKeyId: setting.access_key, secretAccessKey: 'wrong' };
      const error = await refusal(makeRekognition({ credentials, maxAttempts: 1 }).send(command));
      assert.equal(error.name, 'InvalidSignatureException');
      const text = await refusal(ask(operation, { Image: { Bytes: Buffer.from('This is a text.') } }));
      assert.equal(text.name, 'InvalidImageFormatException');
      const small = await refusal(ask(operation, { Image: { Bytes: await readFile(setting.small_png) } }));
      assert.equal(small.name, 'InvalidParameterException');
    });
  });
}

import { expect, test } from 'vitest';
import { statusXml } from '../../../src/view/xml/status-xml.ts';
import { vsXml } from '../../../src/view/xml/vs-xml.ts';
import { exampleStatus, HOSTILE, hostileStatus, largeStatus } from '../support/example-status.ts';
import { elementsOf, readXml, textOf } from '../support/read-xml.ts';

/** The hostile text as XML can hold it. */
const SHOWN = HOSTILE.replaceAll(/[\p{Cc}\p{Cs}\ufffe\u202e]/gu, '\ufffd');

test('the document names a stylesheet that needs no XSLT', () => {
  expect(statusXml(exampleStatus()).split('\n').slice(0, 3)).toEqual([
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<?xml-stylesheet type="text/css" href="/assets/status-xml.css"?>',
    '<vipscope version="1" node="ds1" taken="2026-11-20T09:46:43.000Z">',
  ]);
});

test('all of the status is in it', async () => {
  await expect(statusXml(exampleStatus())).toMatchFileSnapshot('../../fixtures/view/status.xml');
});

test("the IPVS tables have monitor.py's elements, and attributes for the rest", () => {
  const status = exampleStatus();
  const tables = elementsOf(readXml(statusXml(status)), 'ipvs')[0];
  const old = readXml(vsXml(status));
  if (tables === undefined) throw new Error('the example has IPVS');
  const shapes = (root: typeof old) =>
    elementsOf(root, 'table').map((table) => [
      elementsOf(table, 'caption').map(textOf),
      ...elementsOf(table, 'node').map((node) =>
        node.children.map((child) => (typeof child === 'string' ? child : [child.name, textOf(child)])),
      ),
    ]);
  expect(shapes(tables)).toEqual(shapes(old));
  expect(elementsOf(tables, 'table')[0]?.attributes).toMatchObject({
    key: 'udp/192.168.56.185:53',
    protocol: 'udp',
    scheduler: 'wrr',
    'connections-per-second': '310',
  });
});

test('hostile texts stay texts, and are there as far as XML can hold them', () => {
  const status = hostileStatus();
  const root = readXml(statusXml(status));
  expect(elementsOf(root, 'script').map(({ attributes }) => attributes)).toEqual([
    { name: `${SHOWN}chk_haproxy`, up: 'true' },
    { name: `${SHOWN}chk_haproxy`, up: 'true' },
  ]);
  expect(elementsOf(root, 'nip').map(textOf)[0]).toBe(`${SHOWN}192.168.56.183`);
  expect(elementsOf(root, 'caption').map(textOf)[0]).toContain(SHOWN);
  expect(elementsOf(root, 'event').map(textOf)[1]).toContain(`${SHOWN}Nov 20 09:36:43`);
  expect(elementsOf(root, 'rcode')[0]?.attributes['name']).toBe(`${SHOWN}NOERROR`);
  expect(elementsOf(readXml(vsXml(status)), 'nip').map(textOf)[0]).toBe(`${SHOWN}192.168.56.183`);
});

test('it has the rows of the example, however many there are', () => {
  const root = readXml(statusXml(largeStatus(500, 1000)));
  expect([elementsOf(root, 'node').length, elementsOf(root, 'row').length]).toEqual([500, 1000]);
});

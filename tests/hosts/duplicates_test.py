# SPDX-License-Identifier: Apache-2.0
"""Nothing is paid twice and no editor's tag is lost, whatever is delivered how often and in which order."""

import collections
import concurrent.futures
import http.client
import json
import unittest

import case
import stage


def flood(sandbox, body, count):
    """Posts the same body so often, over one connection; counts the reasons."""
    connection = http.client.HTTPConnection("127.0.0.1", sandbox.port, timeout=120)
    headers = {"Content-Type": "application/json", **dict([stage.WEBHOOK_HEADER])}
    reasons = collections.Counter()
    for _ in range(count):
        connection.request("POST", "/apigw/v1/webhook", body, headers)
        reply = connection.getresponse()
        reasons[(reply.status, json.loads(reply.read())["reason"])] += 1
    connection.close()
    return reasons


class Deliveries(case.HostCase):
    def upload(self, **more):
        return self.sandbox.upload("a.png", case.PICTURE, **more)

    def post(self, asset, event="create"):
        return case.post(self.sandbox, case.event_of(asset, event))

    def tags(self, asset):
        return self.sandbox.asset(asset["uid"])["tags"]

    def test_a_thousand_identical_deliveries_cost_one_call_and_one_write(self):
        asset = self.upload()
        body = json.dumps(case.event_of(asset))
        meter = case.Meter(self.sandbox)
        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            counts = list(pool.map(lambda _: flood(self.sandbox, body, 250), range(4)))
        self.assertEqual(sum(counts, collections.Counter()), {(200, "tags_added"): 1, (200, "duplicate"): 999})
        self.assertEqual(meter.spent(), (1, 1, 1))
        self.assertEqual((meter["image_reads"], meter["invocations"]), (1, 1000))
        self.assertEqual(self.sandbox.asset(asset["uid"])["_version"], 2)

    def test_in_a_fresh_process_the_echo_of_our_write_costs_reads_only(self):
        asset = self.upload()
        self.assertEqual(self.post(asset).body["reason"], "tags_added")
        self.restart_function()
        echo = self.sandbox.asset(asset["uid"])
        meter = case.Meter(self.sandbox)
        self.assertEqual(echo["_version"], 2)
        self.assert_ended(self.post(echo, "update"), 200, "skipped", "file_unchanged")
        self.assertEqual(meter.spent(), (0, 0, 2))

    def test_a_replaced_file_is_labelled_once(self):
        asset = self.upload()
        self.post(asset)
        replaced = self.upload(replace=asset["uid"], tags=["homepage"])
        meter = case.Meter(self.sandbox)
        self.assert_ended(self.post(replaced, "update"), 200, "tagged", "tags_added")
        self.assertEqual(self.tags(asset), ["homepage", *case.FOUND])
        self.assertEqual(meter.spent()[:2], (1, 1))
        self.assert_ended(self.post(replaced, "update"), 200, "skipped", "duplicate")
        # An editor's change of something else is no new file.
        edited = self.sandbox.cma("PUT", f"/assets/{asset['uid']}", {"asset": {"title": "New"}})["asset"]
        self.assert_ended(self.post(edited, "update"), 200, "skipped", "file_unchanged")
        self.assertEqual(meter["label_calls"], 1)

    def test_late_deliveries_are_superseded_in_any_process(self):
        first = self.upload()
        second = self.upload(replace=first["uid"])
        third = self.upload(replace=first["uid"])
        meter = case.Meter(self.sandbox)
        self.assert_ended(self.post(third, "update"), 200, "tagged", "tags_added")
        for late, event in ((second, "update"), (first, "create")):
            self.assert_ended(self.post(late, event), 200, "skipped", "superseded")
        self.restart_function()
        for late, event in ((first, "create"), (second, "update")):
            self.assert_ended(self.post(late, event), 200, "skipped", "superseded")
        self.assertEqual(meter.spent()[:2], (1, 1))
        self.assertEqual(self.tags(first), case.FOUND)

    def test_a_redelivery_after_a_lost_write_is_not_labelled_again(self):
        asset = self.upload()
        self.sandbox.fault("cma", "status", status=500, method="PUT")
        meter = case.Meter(self.sandbox)
        self.assertEqual(self.post(asset).status, 503)
        self.assert_ended(self.post(asset), 200, "tagged", "tags_added")
        self.assertEqual(meter.spent()[:2], (1, 1))


class Interference(case.HostCase):
    def settle(self, *edits, tags=("homepage",)):
        """An event during whose writing editors set these lists of tags; gives the tags in the end."""
        asset = self.sandbox.upload("a.png", case.PICTURE, tags=tags)
        for edit in edits:
            self.sandbox.interfere(asset["uid"], edit)
        meter = case.Meter(self.sandbox)
        answer = case.post(self.sandbox, case.event_of(asset))
        self.assert_ended(answer, 200, "tagged", "tags_added")
        self.assertEqual(meter.spent()[:2], (1, len(edits) + 1))
        after = self.sandbox.asset(asset["uid"])
        self.assertEqual((answer.body["tags"], answer.body["version"]), (after["tags"], after["_version"]))
        return after["tags"]

    def test_once(self):
        self.assertEqual(self.settle(["homepage", "summer"]), ["homepage", "summer", *case.FOUND])

    def test_a_tag_removed_in_between_stays_removed(self):
        self.assertEqual(self.settle(["homepage"], tags=["homepage", "old"]), ["homepage", *case.FOUND])

    def test_twice_in_a_row_by_one_editor(self):
        tags = self.settle(["homepage", "summer"], ["homepage", "summer", "beach"])
        self.assertEqual(tags, ["homepage", "summer", "beach", *case.FOUND])

    def test_twice_in_a_row_by_two_editors(self):
        # The second one works on what we wrote over the first one's tag.
        tags = self.settle(["homepage", "summer"], ["homepage", *case.FOUND, "beach"])
        self.assertEqual(sorted(tags), sorted(["homepage", "summer", "beach", *case.FOUND]))

    def test_a_file_replaced_in_between_does_not_get_the_old_files_tags(self):
        asset = self.sandbox.upload("a.png", case.PICTURE, tags=["homepage"])
        self.sandbox.interfere(asset["uid"], [], file=True)
        answer = case.post(self.sandbox, case.event_of(asset))
        self.assert_ended(answer, 200, "skipped", "superseded")
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], ["homepage"])


class Webhook(case.HostCase):
    """The loop that a tagger could feed itself by, closed: Contentstack's own deliveries."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.sandbox.create_webhook(cls.sandbox.url + "/apigw/v1/webhook")

    def settled(self, count):
        def look():
            state = self.sandbox.control("GET", "deliveries")
            return state["idle"] and len(state["deliveries"]) >= count and state["deliveries"]
        return stage.wait_for(look, 60, f"{count} deliveries")

    def test_the_echo_of_our_own_write_costs_no_call_at_all(self):
        before = len(self.sandbox.deliveries())
        meter = case.Meter(self.sandbox)
        asset = self.sandbox.upload("a.png", case.PICTURE)
        ends = [(attempt["event"], attempt["version"], attempt["status"], json.loads(attempt["body"])["reason"])
                for attempt in self.settled(before + 2) if attempt["asset"] == asset["uid"]]
        self.assertEqual(sorted(ends), [("create", 1, 200, "tags_added"), ("update", 2, 200, "own_write")])
        # Of the two writes one is the upload.
        self.assertEqual(meter.spent(), (1, 2, 1))
        self.assertEqual(self.sandbox.asset(asset["uid"])["_version"], 2)

    def test_a_delivery_that_failed_is_repeated_by_contentstack_and_then_succeeds(self):
        before = len(self.sandbox.deliveries())
        self.sandbox.fault("cma", "status", status=401, method="GET")
        asset = self.sandbox.upload("a.png", case.PICTURE)
        attempts = [attempt for attempt in self.settled(before + 3) if attempt["asset"] == asset["uid"]]
        self.assertEqual([(a["event"], a["retry_number"], a["status"]) for a in attempts if a["event"] == "create"],
                         [("create", 0, 500), ("create", 1, 200)])
        self.assertEqual(self.sandbox.asset(asset["uid"])["tags"], case.FOUND)


if __name__ == "__main__":
    unittest.main()

# SPDX-License-Identifier: Apache-2.0
"""Each fault at each step of an event's way: how it ends, what it costs, and that a repeat mends it.

Each step has a stage of its own, all at the same time, since most of the time is spent waiting.
"""

import concurrent.futures
import unittest

import case
import stage

# Short, so that what never comes is given up soon, but long enough for a slow machine to do the work; and always
# less than the 10 s that one call to Contentstack may take.
FUNCTION_TIMEOUT_MS = 4000 * case.SLOWNESS

FAULTS = {
    "hang": {"kind": "hang"},
    "slow drip": {"kind": "drip"},
    "reset": {"kind": "reset"},
    "429": {"kind": "status", "status": 429, "headers": {"Retry-After": "0"}},
    "500": {"kind": "status", "status": 500},
    "403": {"kind": "status", "status": 403},
    "malformed": {"kind": "malformed"},
    "truncated": {"kind": "truncate"},
}
# Those that one attempt more can get over: not a time that is used up, a refusal, or an answer whole but wrong.
PASSING = ("reset", "429", "500", "truncated")
# A picture that the engine takes, and one of which a smaller JPEG is asked for.
PNG = (case.PICTURE, "image/png")
GIF = (stage.gif(120, 90), "image/gif")
# Step -> service, what the request is told by, event, picture.
STEPS = {
    "read latest": ("cma", {"method": "GET"}, "create", PNG),
    "read previous": ("cma", {"method": "GET", "contains": "version=1"}, "update", PNG),
    "image": ("image", {}, "create", PNG),
    "rendition": ("image", {"contains": "format=jpg"}, "create", GIF),
    "label": ("rekognition", {}, "create", PNG),
    "write": ("cma", {"method": "PUT"}, "create", PNG),
}

LATE = (503, "failed", "out_of_time")
NO_CONTENTSTACK = (503, "failed", "contentstack_unavailable")
THROTTLED = (503, "failed", "contentstack_throttled")
DENIED = (500, "failed", "contentstack_denied")
NO_IMAGE = (503, "failed", "image_unavailable")
NO_LABELER = (503, "failed", "labeler_unavailable")
TAGGED = (200, "tagged", "tags_added")
UNCHANGED = (200, "unchanged", "nothing_to_add")
DUPLICATE = (200, "skipped", "duplicate")

# Step -> fault -> how the event ends; the label calls that it says were paid; the label calls and the writes that
# were really done.
NOTHING = (0, 0, 0)
READING = {"hang": (LATE, NOTHING), "slow drip": (LATE, NOTHING), "reset": (NO_CONTENTSTACK, NOTHING),
           "429": (THROTTLED, NOTHING), "500": (NO_CONTENTSTACK, NOTHING), "403": (DENIED, NOTHING),
           "malformed": (NO_CONTENTSTACK, NOTHING), "truncated": (NO_CONTENTSTACK, NOTHING)}
FETCHING = {"hang": (LATE, NOTHING), "slow drip": (LATE, NOTHING), "reset": (NO_IMAGE, NOTHING),
            "429": (NO_IMAGE, NOTHING), "500": (NO_IMAGE, NOTHING),
            "403": ((200, "rejected", "image_denied"), NOTHING), "truncated": (NO_IMAGE, NOTHING)}
EXPECTED = {
    "read latest": READING,
    "read previous": READING,
    "image": {**FETCHING, "malformed": ((200, "rejected", "not_an_image"), NOTHING)},
    "rendition": {**FETCHING, "malformed": ((200, "rejected", "unsupported_format"), NOTHING)},
    # A call whose answer is lost may have been paid, so it is counted.
    "label": {"hang": (LATE, (1, 0, 0)), "slow drip": (LATE, (1, 1, 0)), "reset": (NO_LABELER, (3, 0, 0)),
              "429": ((503, "failed", "labeler_throttled"), NOTHING), "500": (NO_LABELER, NOTHING),
              "403": ((500, "failed", "labeler_denied"), NOTHING), "malformed": (NO_LABELER, (1, 1, 0)),
              "truncated": (NO_LABELER, (3, 3, 0))},
    # A write whose answer is lost is looked for, and never simply done again.
    "write": {"hang": (LATE, (1, 1, 0)), "slow drip": (LATE, (1, 1, 1)), "reset": (NO_CONTENTSTACK, (1, 1, 0)),
              "429": (THROTTLED, (1, 1, 0)), "500": (NO_CONTENTSTACK, (1, 1, 0)), "403": (DENIED, (1, 1, 0)),
              "malformed": (TAGGED, (1, 1, 1)), "truncated": (TAGGED, (1, 1, 1))},
}
# How the same delivery ends once the fault is gone; what stands here for none that is listed is the usual way.
AGAIN = {
    ("image", "malformed"): (DUPLICATE, (0, 0, 0)),
    ("rendition", "malformed"): (DUPLICATE, (0, 0, 0)),
    ("write", "slow drip"): (UNCHANGED, (0, 0, 0)),
    ("write", "malformed"): (DUPLICATE, (0, 0, 0)),
    ("write", "truncated"): (DUPLICATE, (0, 0, 0)),
}


def usual_repeat(step):
    # What was labelled before the write failed is not paid for twice.
    return (TAGGED, (0, 0, 1)) if step == "write" else (TAGGED, (1, 1, 1))


class Way:
    """One step's sandbox and function, and what becomes of events there."""

    def __init__(self, step):
        self.service, self.where, self.event, (self.content, self.content_type) = STEPS[step]
        self.sandbox = case.start_sandbox("--function-timeout", str(FUNCTION_TIMEOUT_MS))
        try:
            self.function = case.start_function(self.sandbox)
        except OSError:
            self.sandbox.close()
            raise

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.function.close()
        self.sandbox.close()

    def new_delivery(self):
        asset = self.sandbox.upload("a", self.content, self.content_type)
        if self.event == "update":
            asset = self.sandbox.upload("b", self.content, self.content_type, replace=asset["uid"])
        return case.event_of(asset, self.event)

    def deliver(self, body):
        meter = case.Meter(self.sandbox)
        answer = case.post(self.sandbox, body)
        if not isinstance(answer.body, dict) or "requestId" not in answer.body:
            return answer, None
        line = case.line_of(self.function, answer)
        calls, writes, _ = meter.spent()
        return ((answer.status, answer.body["outcome"], answer.body["reason"]), (line["label_calls"], calls, writes))

    def run(self, fault, times):
        """How a delivery ends under the fault, and the same one afterwards."""
        body = self.new_delivery()
        self.sandbox.fault(self.service, times=times, **fault, **self.where)
        first = self.deliver(body)
        self.sandbox.clear_faults()
        return first, self.deliver(body)


def run_all(step, times, names):
    with Way(step) as way:
        return {name: way.run(FAULTS[name], times) for name in names}


class Faults(unittest.TestCase):
    maxDiff = None

    @classmethod
    def setUpClass(cls):
        with concurrent.futures.ThreadPoolExecutor(len(STEPS) * 2) as pool:
            lasting = {step: pool.submit(run_all, step, -1, FAULTS) for step in STEPS}
            single = {step: pool.submit(run_all, step, 1, PASSING) for step in STEPS}
            cls.lasting = {step: future.result() for step, future in lasting.items()}
            cls.single = {step: future.result() for step, future in single.items()}

    def test_every_fault_at_every_step_ends_as_it_should(self):
        for step in STEPS:
            self.assertEqual(set(EXPECTED[step]), set(FAULTS))
            for fault in FAULTS:
                with self.subTest(step=step, fault=fault):
                    self.assertEqual(self.lasting[step][fault][0], EXPECTED[step][fault])

    def test_a_delivery_repeated_after_a_failure_is_worked_on_again(self):
        for step in STEPS:
            for fault in FAULTS:
                with self.subTest(step=step, fault=fault):
                    self.assertEqual(self.lasting[step][fault][1],
                                     AGAIN.get((step, fault), usual_repeat(step)))

    def test_a_single_fault_is_got_over_within_the_event(self):
        for step in STEPS:
            for fault in PASSING:
                if step == "write" and fault in ("reset", "500"):
                    continue  # the write may have been done, and looking shows that it was not
                with self.subTest(step=step, fault=fault):
                    end, (_, calls, writes) = self.single[step][fault][0]
                    self.assertEqual((end, writes), (TAGGED, 1))
                    self.assertEqual(calls, 2 if (step, fault) == ("label", "truncated") else 1)


if __name__ == "__main__":
    unittest.main()

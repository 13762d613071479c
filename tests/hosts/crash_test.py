#!/usr/bin/env python3
# SPDX-License-Identifier: Apache-2.0
"""A short torture of the server; the long one is ./dev torture."""

import random
import unittest

from torture import Torture


class Killed(unittest.TestCase):
    def test_nothing_is_lost_and_nothing_paid_twice(self):
        seed = random.randrange(2**32)
        torture = Torture(assets=150, kills=12, seed=seed)
        self.addCleanup(torture.close)
        torture.run(lambda text: None)
        self.assertEqual(torture.verdict(), [], f"seed {seed}, {torture.summary()}")


if __name__ == "__main__":
    unittest.main()

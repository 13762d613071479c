// SPDX-License-Identifier: Apache-2.0
// Made by bench/local_engine/fit.py from the half of the labelled set that it may see.
#pragma once

#include <array>

#include "local_vision/judge.h"

namespace stacktag::local_vision {

using Weights = std::array<double, k_weighed>;

inline constexpr std::array<Weights, k_kinds> k_kind_weights{
    {Weights{5.123, -0.775, -6.090, 1.959, 0.339, 0.758, 4.061, 1.794, -3.108, 2.219, 1.103, -0.725,
             -1.901, -2.159, 0.539, 0.361, -3.317},
     Weights{1.055, 2.249, 2.382, 3.692, 1.948, -0.487, 1.692, -3.677, 0.183, -0.159, 3.207, -0.679,
             -5.664, -1.054, 0.744, -3.616, -3.793},
     Weights{-3.871, 2.226, 1.495, -2.633, 2.046, -1.119, 8.122, 10.189, -1.861, -0.433, -1.611,
             1.671, 2.910, 0.868, -0.228, -0.598, 3.502},
     Weights{1.124, -3.839, -0.474, -1.250, -2.030, 1.923, -8.464, -6.385, 5.091, -0.945, -5.578,
             0.580, 4.126, 1.088, -2.042, -1.871, 1.202},
     Weights{-3.431, 0.139, 2.687, -1.767, -2.303, -1.075, -5.410, -1.922, -0.306, -0.682, 2.879,
             -0.848, 0.528, 1.258, 0.988, 5.723, 2.407}}};

inline constexpr Weights k_text_weights{-5.314, -0.459, 4.356,  4.610, 9.138,  -1.542,
                                        2.361,  4.550,  3.965,  2.191, -1.337, 2.025,
                                        14.652, 1.205,  -5.927, 4.353, -0.941};

}  // namespace stacktag::local_vision

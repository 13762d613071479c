add_fuzz_target(top_view SOURCES top_view_fuzz.cpp USES hosts/cli platform/json)

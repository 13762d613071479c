add_fuzz_target(gateway_event SOURCES gateway_event_fuzz.cpp USES hosts/lambda platform/json)

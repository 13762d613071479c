add_fuzz_target(webhook SOURCES webhook_fuzz.cpp USES adapters/contentstack)

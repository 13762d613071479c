add_fuzz_target(rules_toml SOURCES rules_toml_fuzz.cpp USES adapters/rules_file core/rules)

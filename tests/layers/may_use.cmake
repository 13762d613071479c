# cmake -DMODULE=<layer>/<name> -DUSES=<list> -P may_use.cmake: what the configuration would say.
cmake_minimum_required(VERSION 3.25)
include("${CMAKE_CURRENT_LIST_DIR}/../../cmake/Layers.cmake")
check_layers("${MODULE}" ${USES})
message(STATUS "allowed")

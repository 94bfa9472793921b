# Installs the command, the libraries with their headers, and what find_package(chuanzhe) needs.
# tests/consumer proves that an installed copy can be found and used.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(chuanzhe_layers base world terms policy behaviour engine study scenario output)
set(chuanzhe_package ${CMAKE_INSTALL_LIBDIR}/cmake/chuanzhe)
set_target_properties(chuanzhe_terms PROPERTIES EXPORT_NAME terms)
list(TRANSFORM chuanzhe_layers PREPEND chuanzhe_ OUTPUT_VARIABLE chuanzhe_libraries)
install(TARGETS ${chuanzhe_libraries} EXPORT chuanzhe_targets)
install(EXPORT chuanzhe_targets NAMESPACE chuanzhe:: DESTINATION ${chuanzhe_package})

foreach(layer base world terms policy behaviour engine study scenario)
  install(DIRECTORY sim/${layer} DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/chuanzhe
          FILES_MATCHING PATTERN "*.hpp")
endforeach()
install(DIRECTORY output DESTINATION ${CMAKE_INSTALL_INCLUDEDIR}/chuanzhe
        FILES_MATCHING PATTERN "*.hpp" PATTERN runs EXCLUDE)
install(DIRECTORY scenarios DESTINATION ${CMAKE_INSTALL_DATADIR}/chuanzhe
        PATTERN source EXCLUDE PATTERN ".*" EXCLUDE)

configure_package_config_file(cmake/chuanzheConfig.cmake.in
  ${CMAKE_CURRENT_BINARY_DIR}/chuanzheConfig.cmake INSTALL_DESTINATION ${chuanzhe_package})
write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/chuanzheConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/chuanzheConfig.cmake
              ${CMAKE_CURRENT_BINARY_DIR}/chuanzheConfigVersion.cmake
        DESTINATION ${chuanzhe_package})

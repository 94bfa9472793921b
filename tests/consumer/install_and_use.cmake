# cmake -DBUILD=<build tree> -DSOURCE=<this folder> -DWORK=<scratch> -DCOMPILER=<c++> -DFLAGS=<its flags>
# -DGENERATOR=<of build files> -P this file: installs the build into the scratch folder, builds the consumer against it and runs both.
function(must)
  execute_process(COMMAND ${ARGN} COMMAND_ERROR_IS_FATAL ANY OUTPUT_QUIET)
endfunction()

file(REMOVE_RECURSE ${WORK})
must(${CMAKE_COMMAND} --install ${BUILD} --prefix ${WORK}/prefix)
must(${CMAKE_COMMAND} -G ${GENERATOR} -S ${SOURCE} -B ${WORK}/build -DCMAKE_PREFIX_PATH=${WORK}/prefix
     -DCMAKE_CXX_COMPILER=${COMPILER} -DCMAKE_CXX_FLAGS=${FLAGS})
must(${CMAKE_COMMAND} --build ${WORK}/build)
must(${WORK}/build/consumer ${WORK}/prefix/share/chuanzhe/scenarios/baseline.yaml)
must(${WORK}/prefix/bin/chuanzhe check ${WORK}/prefix/share/chuanzhe/scenarios/stay_bonus.yaml)
file(REMOVE_RECURSE ${WORK})

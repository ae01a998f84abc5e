# Writes the files of FOLDER as C++ to OUTPUT: cmake -D FOLDER=... -D OUTPUT=... -P pack_web.cmake
file(GLOB_RECURSE files RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT files)
set(arrays "")
set(entries "")
set(count 0)
foreach(name IN LISTS files)
  file(READ ${FOLDER}/${name} hex HEX)
  string(LENGTH "${hex}" digits)
  math(EXPR bytes "${digits} / 2")
  string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," hex "${hex}")
  string(APPEND arrays "constexpr unsigned char file_${count}[] = {${hex}0};\n")
  string(APPEND entries
         "      {\"/${name}\", {reinterpret_cast<const char*>(file_${count}), ${bytes}}},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT}.new
     "#include \"amur/serve/web_files.h\"\n\n#include <vector>\n\nnamespace amur::serve {\nnamespace {\n\n${arrays}\n}  // namespace\n\nstd::span<const web_file> web_files() {\n  static const std::vector<web_file> files = {\n${entries}  };\n  return files;\n}\n\n}  // namespace amur::serve\n")
file(RENAME ${OUTPUT}.new ${OUTPUT})

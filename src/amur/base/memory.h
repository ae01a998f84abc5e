#pragma once
// The program's own use of memory.

namespace amur {

/// The most memory that the program has held at once, in MB (2^20 bytes). From the kernel's
/// high-water mark of this program, as rusage would count that of the program that started it.
[[nodiscard]] double peak_memory_mb();

}  // namespace amur

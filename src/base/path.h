/* Files and folders by their paths: copies, whole replacements, places in the home directory.
 * A replaced file is on disk before the call returns.
 * Nothing here changes the working directory. */
#ifndef SSE_BASE_PATH_H
#define SSE_BASE_PATH_H

#include "base/buffer.h"
#include "base/status.h"

#include <stdbool.h>
#include <sys/stat.h>

/* Copies the file `from` to `to`, with its permissions and, if allowed, its owner. Errors: SSE_NOT_FOUND,
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` may then be partly written. */
sse_status sse_file_copy(const char *from, const char *to, sse_error *err);
/* Renames the file `from` to `to`, in the same folder, and syncs both to disk before it returns. Errors:
 * SSE_DENIED, SSE_IO, SSE_NO_MEMORY; `to` is then either the old or the new file, whole. */
sse_status sse_file_replace(const char *from, const char *to, sse_error *err);

/* True if a path still leads to the same file. A file renamed onto it differs in inode, size or time. */
bool sse_is_same_file(const struct stat *before, const struct stat *now);

/* The canonical path of a file, however it is reached: absolute, with symbolic links resolved. The file
 * itself need not exist, but its folder must. The caller frees `*real`. Errors: SSE_NOT_FOUND, SSE_DENIED,
 * SSE_IO if the folder cannot be read or links form a cycle; SSE_NO_MEMORY. */
sse_status sse_real_path(const char *path, char **real, sse_error *err);

/* Appends the path of one of our files: "/ssesearch/" and `name`, below the folder that the environment
 * variable `variable` names or, by default, below `folder` in the home directory. Appends nothing if neither
 * is set. A variable that is not an absolute path is ignored, as the XDG Base Directory Specification
 * requires. */
void sse_home_path(const char *variable, const char *folder, const char *name, sse_buffer *path);

/* True if `path` is `folder` or leads to something below it, from the text alone. */
bool sse_is_below(const char *path, const char *folder);
/* The folder part of `path`, from the text alone. The caller frees it; NULL if memory is short. */
char *sse_folder_of(const char *path);
/* Creates the folder that holds `path`, and its parents, if they are missing (mode 0755). */
sse_status sse_make_parents(const char *path, sse_error *err);

#endif

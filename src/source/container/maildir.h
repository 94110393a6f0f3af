/* Private to source/: the folders and names of a Maildir, whose letters are files.
 * Letters stand in folders cur and new, and folders of a person's, which begin with a dot (Maildir++:
 * .Archive.2023), have such folders of their own. */
#ifndef SSE_SOURCE_MAILDIR_H
#define SSE_SOURCE_MAILDIR_H

#include <stdbool.h>

/* True for a folder that holds cur or new. */
bool maildir_is_folder(const char *path);
/* True for a path in a folder cur or new. */
bool maildir_is_inside(const char *path);
/* The same, and with a name as letters have it there: a time and who wrote the file, "1690279200.M2P3.host",
 * or marks after it, "7.host:2,S". */
bool maildir_is_letter(const char *path);

#endif

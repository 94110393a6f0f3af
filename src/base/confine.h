/* Drops the rights that a process does not need, so that an attacker who takes it over lacks them too.
 * Uses Landlock (https://docs.kernel.org/userspace-api/landlock.html), which needs no privileges and has been
 * in Linux since 5.13. Applies for good, to the calling thread and whatever it starts later. */
#ifndef SSE_BASE_CONFINE_H
#define SSE_BASE_CONFINE_H

#include <stddef.h>

/* What stays allowed for a file, or for a folder and everything below it. */
typedef enum sse_confine_right {
  SSE_CONFINE_READ,
  SSE_CONFINE_RUN,  /* and read */
  SSE_CONFINE_WRITE /* and read; in a folder, also create and remove entries */
} sse_confine_right;

typedef struct sse_confine_path {
  const char *path; /* skipped if it does not exist */
  sse_confine_right right;
} sse_confine_path;

typedef enum sse_confine_result {
  SSE_CONFINED,
  SSE_CONFINE_UNKNOWN, /* the kernel has no Landlock: nothing was dropped */
  SSE_CONFINE_FAILED   /* it has, but refused: nothing was dropped */
} sse_confine_result;

/* Denies access to the file system except for `paths`, and all TCP except for sockets that are already open.
 * Open files stay open. Safe to call after fork(2): it only makes system calls. */
sse_confine_result sse_confine(const sse_confine_path *paths, size_t count);

#endif

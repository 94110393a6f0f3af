/* A process gives up what it does not need, so that whoever gets hold of it cannot have it either: by
 * Landlock (https://docs.kernel.org/userspace-api/landlock.html), which needs no rights and which Linux has
 * since 5.13. It holds for the calling thread, what it starts later, and for good. */
#ifndef SSE_BASE_CONFINE_H
#define SSE_BASE_CONFINE_H

#include <stdbool.h>
#include <stddef.h>

/* What stays allowed of a file or of a folder and all below it. */
typedef enum sse_confine_right {
  SSE_CONFINE_READ,
  SSE_CONFINE_RUN,  /* and read */
  SSE_CONFINE_WRITE /* and read; also to make and remove what is in a folder */
} sse_confine_right;

typedef struct sse_confine_path {
  const char *path; /* one that is not there is passed over */
  sse_confine_right right;
} sse_confine_path;

/* Leaves nothing of the file system but what is named, and no TCP but the sockets that are open. Files that
 * are open stay so. False, and nothing given up, where the kernel has no Landlock. Calls nothing that may not
 * be called after fork(2). */
bool sse_confine(const sse_confine_path *paths, size_t count);

#endif

/* Messages to standard error.
 * What is printed, and under which name, is the program's only mutable global state.
 * Nothing below programs/ prints in any other way. */
#ifndef SSE_BASE_LOG_H
#define SSE_BASE_LOG_H

#include <stdio.h>

typedef enum sse_log_level { SSE_LOG_ERROR, SSE_LOG_WARNING, SSE_LOG_INFO, SSE_LOG_DEBUG } sse_log_level;

/* The program's only mutable global state: what is printed, and under which name. `program` is borrowed.
 * Where standard error is systemd's journal, each line gets the priority of its level. Before that,
 * nothing is printed. */
void sse_log_init(const char *program, sse_log_level level);
/* One line `program: message` to standard error where `level` is at or below the level set. Control
 * characters and bytes that are not UTF-8 are printed as '?', so that a file's name cannot drive the
 * terminal; passwords in addresses as "***". A message longer than 2047 bytes is cut. */
void sse_log(sse_log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

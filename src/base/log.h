/* Messages to standard error.
 * The log level and the program's name are the only mutable global state.
 * Nothing below programs/ prints in any other way. */
#ifndef SSE_BASE_LOG_H
#define SSE_BASE_LOG_H

#include <stdio.h>

typedef enum sse_log_level { SSE_LOG_ERROR, SSE_LOG_WARNING, SSE_LOG_INFO, SSE_LOG_DEBUG } sse_log_level;

/* Sets the level up to which messages are printed, and the name before them. `program` is borrowed. If
 * standard error is systemd's journal, each line gets the priority of its level. Nothing is printed before
 * this call. */
void sse_log_init(const char *program, sse_log_level level);
/* Prints one line `program: message` to standard error if `level` is at or below the level set. Control
 * characters and bytes that are not UTF-8 are printed as '?', so that a file name cannot drive the terminal;
 * passwords in addresses as "***". A message longer than 2047 bytes is cut. */
void sse_log(sse_log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif

/* Bodies made smaller for those who take them so.
 * An answer is packed each time it is sent, so what is quick counts for more than the last bytes.
 * From any thread. */
#ifndef SSE_HTTP_COMPRESS_H
#define SSE_HTTP_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum compress_coding { COMPRESS_BROTLI, COMPRESS_GZIP, COMPRESS_NONE } compress_coding;

/* Their names in HTTP, in that order; NULL for none. */
extern const char *const compress_names[];

/* The coding that Accept-Encoding (RFC 9110, 12.5.3; NULL for none) takes most gladly; Brotli where it takes
 * both as gladly. */
compress_coding compress_choose(const char *accepted);

/* Puts the body (malloc's) in a coding (RFC 7932, RFC 1952), in its own place. False, and nothing changed,
 * for none, where that would not make it smaller, or memory is short. */
bool compress_body(compress_coding coding, char **body, size_t *length);

/* A body that is packed piece by piece. */
struct compress_pieces;

/* By a coding, which is not COMPRESS_NONE. The caller's to free with compress_end; NULL where memory is
 * short. */
struct compress_pieces *compress_begin(compress_coding coding);
/* Puts the next piece (malloc's) in what the coding makes of it, which may be nothing yet, but for the last.
 * NULL in its place is nothing. False, and the piece as it was, where memory is short. */
bool compress_next(struct compress_pieces *pieces, char **piece, size_t *length, bool is_last);
void compress_end(struct compress_pieces *pieces); /* NULL is allowed */

#endif

/* Compresses the bodies of answers for clients that accept it.
 * A body is compressed each time it is sent, so speed matters more than the last few bytes.
 * Thread-safe. */
#ifndef SSE_HTTP_COMPRESS_H
#define SSE_HTTP_COMPRESS_H

#include <stdbool.h>
#include <stddef.h>

typedef enum compress_coding { COMPRESS_BROTLI, COMPRESS_GZIP, COMPRESS_NONE } compress_coding;

/* Their names in HTTP, indexed by compress_coding; NULL for COMPRESS_NONE. */
extern const char *const compress_names[];

/* The coding that Accept-Encoding (RFC 9110, 12.5.3; NULL if absent) prefers; Brotli if both have the same
 * weight. */
compress_coding compress_choose(const char *accepted);

/* Replaces a body, which is from malloc, with its compressed form (RFC 7932, RFC 1952). Returns false and
 * changes nothing if `coding` is COMPRESS_NONE, the result would not be smaller, or memory is short. */
bool compress_body(compress_coding coding, char **body, size_t *length);

/* A body that is compressed piece by piece. */
struct compress_pieces;

/* Begins a body; `coding` is not COMPRESS_NONE. The caller frees the result with compress_end; NULL if memory
 * is short. */
struct compress_pieces *compress_begin(compress_coding coding);
/* Replaces the next piece, which is from malloc, with the compressed output so far. That may be empty, except
 * for the last piece; an empty piece may be NULL. Returns false and leaves the piece as it was if memory is
 * short. */
bool compress_next(struct compress_pieces *pieces, char **piece, size_t *length, bool is_last);
void compress_end(struct compress_pieces *pieces); /* NULL is allowed */

#endif

/* Brotli by its own library, gzip by zlib. For 14 kB of results, Brotli at quality 3 makes 4.0 kB in 0.07 ms,
 * and zlib at level 1 makes 4.2 kB in 0.12 ms. At quality or level 4, each takes half as long again or more,
 * and saves only a twentieth. */
#include "http/compress.h"
#include "base/buffer.h"

#include <brotli/encode.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { BROTLI_QUALITY = 3, WHOLE = 1000 /* the weight 1 */ };

const char *const compress_names[] = {
    [COMPRESS_BROTLI] = "br", [COMPRESS_GZIP] = "gzip", [COMPRESS_NONE] = NULL};

/* ---- Choice of a coding ------------------------------------------------------------------------- */

/* A weight of up to three decimals (RFC 9110, 12.4.2), in thousandths. */
static int read_weight(sse_str text) {
  int weight = 0, unit = WHOLE;
  for (size_t i = 0; i < text.length && unit > 0; i++) {
    if (text.data[i] == '.') continue;
    if (!sse_is_digit(text.data[i])) break;
    weight += (text.data[i] - '0') * unit;
    unit /= 10;
  }
  return weight < WHOLE ? weight : WHOLE;
}

/* The weight among the parameters of a coding; 1 if there is none. */
static int weight_of(sse_str parameters) {
  sse_str one;
  for (size_t position = 0; sse_str_next(parameters, ';', &position, &one);) {
    one = sse_str_trim(one);
    if (sse_str_begins(one, "q=")) return read_weight(sse_str_part(one, 2, one.length));
  }
  return WHOLE;
}

/* Reads the weights of the codings; those that are not named have the weight of *. */
static void read_weights(const char *accepted, int weights[COMPRESS_NONE]) {
  int of_others = 0;
  sse_str one;
  for (int i = 0; i < COMPRESS_NONE; i++)
    weights[i] = -1;
  for (size_t position = 0; sse_str_next(sse_str_of(accepted), ',', &position, &one);) {
    const char *semicolon = one.length > 0 ? memchr(one.data, ';', one.length) : NULL;
    size_t end = semicolon ? (size_t)(semicolon - one.data) : one.length;
    sse_str name = sse_str_trim(sse_str_part(one, 0, end));
    int weight = weight_of(sse_str_part(one, end, one.length));
    if (sse_str_is(name, "*")) of_others = weight;
    if (sse_str_is(name, "x-gzip")) name = sse_str_of(compress_names[COMPRESS_GZIP]); /* 8.4.1.3 */
    for (int i = 0; i < COMPRESS_NONE; i++)
      if (sse_str_is(name, compress_names[i])) weights[i] = weight;
  }
  for (int i = 0; i < COMPRESS_NONE; i++)
    if (weights[i] < 0) weights[i] = of_others;
}

compress_coding compress_choose(const char *accepted) {
  int weights[COMPRESS_NONE];
  read_weights(accepted, weights);
  if (weights[COMPRESS_BROTLI] > 0 && weights[COMPRESS_BROTLI] >= weights[COMPRESS_GZIP])
    return COMPRESS_BROTLI;
  return weights[COMPRESS_GZIP] > 0 ? COMPRESS_GZIP : COMPRESS_NONE;
}

/* ---- Whole bodies ------------------------------------------------------------------------------- */

/* Returns true if the stream is ready for gzip. */
static bool begin_gzip(z_stream *stream) {
  enum { GZIP = 16, MEMORY = 8 /* zlib's default */ };
  return deflateInit2(stream, Z_BEST_SPEED, Z_DEFLATED, MAX_WBITS + GZIP, MEMORY, Z_DEFAULT_STRATEGY) == Z_OK;
}

/* Both functions get an output buffer of the body's length: if the result does not fit, it is of no use. */
static bool pack_gzip(const char *body, size_t length, unsigned char *packed, size_t *size) {
  z_stream stream = {.next_in = (Bytef *)body}; /* zlib only reads it */
  if (length > UINT_MAX || !begin_gzip(&stream)) return false;
  stream.next_out = packed;
  stream.avail_in = stream.avail_out = (uInt)length;
  bool fits = deflate(&stream, Z_FINISH) == Z_STREAM_END;
  *size = stream.total_out;
  (void)deflateEnd(&stream); /* an incomplete result is not used */
  return fits;
}

static bool pack_brotli(const char *body, size_t length, unsigned char *packed, size_t *size) {
  *size = length;
  return BrotliEncoderCompress(BROTLI_QUALITY, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, length,
                               (const uint8_t *)body, size, packed) == BROTLI_TRUE;
}

bool compress_body(compress_coding coding, char **body, size_t *length) {
  size_t size = 0;
  unsigned char *packed = coding == COMPRESS_NONE || *length == 0 ? NULL : malloc(*length);
  if (!packed) return false;
  bool is_smaller = coding == COMPRESS_BROTLI ? pack_brotli(*body, *length, packed, &size)
                                              : pack_gzip(*body, *length, packed, &size);
  is_smaller = is_smaller && size < *length;
  if (is_smaller) {
    free(*body);
    *body = (char *)packed;
    *length = size;
  } else {
    free(packed);
  }
  return is_smaller;
}

/* ---- Bodies in pieces --------------------------------------------------------------------------- */

struct compress_pieces {
  z_stream gzip;
  BrotliEncoderState *brotli; /* NULL for gzip */
};

static BrotliEncoderState *begin_brotli(void) {
  BrotliEncoderState *made = BrotliEncoderCreateInstance(NULL, NULL, NULL);
  if (made && BrotliEncoderSetParameter(made, BROTLI_PARAM_QUALITY, BROTLI_QUALITY)) return made;
  BrotliEncoderDestroyInstance(made); /* NULL is allowed */
  return NULL;
}

struct compress_pieces *compress_begin(compress_coding coding) {
  struct compress_pieces *made = calloc(1, sizeof *made);
  if (!made) return NULL;
  const bool is_brotli = coding == COMPRESS_BROTLI;
  if (is_brotli ? (made->brotli = begin_brotli()) != NULL : begin_gzip(&made->gzip)) return made;
  free(made);
  return NULL;
}

/* Both functions append the compressed output of a piece to `packed`. They return false if memory is
 * short. */
static bool pack_brotli_next(BrotliEncoderState *state, sse_str piece, bool is_last, sse_buffer *packed) {
  const uint8_t *next = (const uint8_t *)piece.data;
  size_t left = piece.length, none = 0;
  do {
    size_t size = 0; /* all output that is available */
    if (!BrotliEncoderCompressStream(state, is_last ? BROTLI_OPERATION_FINISH : BROTLI_OPERATION_PROCESS,
                                     &left, &next, &none, NULL, NULL))
      return false;
    const uint8_t *made = BrotliEncoderTakeOutput(state, &size);
    sse_buffer_append(packed, (const char *)made, size);
  } while (left > 0 || BrotliEncoderHasMoreOutput(state));
  return !packed->failed;
}

static bool pack_gzip_next(z_stream *stream, sse_str piece, bool is_last, sse_buffer *packed) {
  unsigned char made[16 * 1024];
  if (piece.length > UINT_MAX) return false;
  stream->next_in = (Bytef *)piece.data; /* zlib only reads it */
  stream->avail_in = (uInt)piece.length;
  do {
    stream->next_out = made;
    stream->avail_out = sizeof made;
    int result = deflate(stream, is_last ? Z_FINISH : Z_NO_FLUSH);
    if (result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR)
      return false; /* Z_BUF_ERROR: there was nothing to do */
    sse_buffer_append(packed, (const char *)made, sizeof made - stream->avail_out);
  } while (stream->avail_out == 0);
  return !packed->failed;
}

bool compress_next(struct compress_pieces *pieces, char **piece, size_t *length, bool is_last) {
  const sse_str plain = {*piece, *length};
  sse_buffer packed = {0};
  const bool is_packed = pieces->brotli ? pack_brotli_next(pieces->brotli, plain, is_last, &packed)
                                        : pack_gzip_next(&pieces->gzip, plain, is_last, &packed);
  if (!is_packed) {
    sse_buffer_reset(&packed);
    return false;
  }
  free(*piece);
  *piece = packed.data;
  *length = packed.length;
  return true;
}

void compress_end(struct compress_pieces *pieces) {
  if (!pieces) return;
  if (pieces->brotli) {
    BrotliEncoderDestroyInstance(pieces->brotli);
  } else {
    (void)deflateEnd(&pieces->gzip); /* fails if the stream is unfinished, which is fine */
  }
  free(pieces);
}

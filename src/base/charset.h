/* Character sets: which one bytes are in is decided once, by one order of evidence; then they become UTF-8.
 * Labels mean what the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/) says they mean.
 * Bytes that mean nothing become U+FFFD and are counted. All functions may be called from any thread. */
#ifndef SSE_BASE_CHARSET_H
#define SSE_BASE_CHARSET_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The encoding that `label` means, by a name that sse_decoder_new takes: "WINDOWS-1252" for
 * "ISO-8859-1". Case and white space around it do not matter. NULL for a label that is not in the table;
 * iconv may know it all the same. The name is static. */
const char *sse_charset_of_label(sse_str label);

/* What is known of a text before its bytes are looked at; each may be none. */
typedef struct sse_charset_evidence {
  const char *option; /* what the person said: --charset, the configuration; NULL for none */
  sse_str transport;  /* the label in the Content-Type of HTTP */
  sse_str declared;   /* the label in the file: XML's declaration, <meta>, MIME */
} sse_charset_evidence;

/* Why an encoding was chosen, in the order of their weight. */
typedef enum sse_charset_reason {
  SSE_CHARSET_MARK,      /* a byte order mark */
  SSE_CHARSET_OPTION,    /* the person said so */
  SSE_CHARSET_ZEROS,     /* the zeros of UTF-16 or UTF-32 */
  SSE_CHARSET_UTF8,      /* the bytes are valid UTF-8 */
  SSE_CHARSET_TRANSPORT, /* the transport said so, and the bytes agree */
  SSE_CHARSET_DECLARED,  /* the file says so, and the bytes agree */
  SSE_CHARSET_GUESS,     /* the frequency of bytes */
  SSE_CHARSET_DEFAULT    /* nothing spoke for any: windows-1252 */
} sse_charset_reason;

typedef struct sse_charset_choice {
  const char *name; /* for sse_decoder_new: static, or the evidence's option where only iconv knows that */
  sse_charset_reason reason;
} sse_charset_choice;

/* Decides what the text that begins with `sample` is written in. `is_whole` says that the sample is the whole
 * text; otherwise it may end in the middle of a character. The option is taken without a look at the bytes, a
 * mark apart: whether iconv knows it shows in sse_decoder_new. Errors: SSE_NO_MEMORY. */
sse_status sse_charset_decide(const sse_charset_evidence *evidence, sse_str sample, bool is_whole,
                              sse_charset_choice *choice, sse_error *err);

/* The encoding that the bytes look like, whatever anyone says of them, to be named in a message ("try
 * --charset NAME"); NULL where nothing can be said. The name is static. */
const char *sse_charset_suggest(sse_str sample);

/* The label in a media type: "text/html; charset=LABEL"; none where it has none. Borrowed from it. */
sse_str sse_charset_declared_type(sse_str type);

/* The label in the XML declaration that `sample` begins with, after a mark or white space; none where there
 * is not a declaration, or one in UTF-16 or UTF-32. Borrowed from the sample. */
sse_str sse_charset_declared_xml(sse_str sample);

/* The label in the first <meta charset=...> or <meta http-equiv=content-type content="...charset=..."> that
 * stands neither in a comment nor in a script, style, title or the like; none where there is no such element.
 * The whole sample is searched (HTML Standard, 13.2.3.2, which needs only look at 1024 bytes). Borrowed from
 * the sample. */
sse_str sse_charset_declared_html(sse_str sample);

/* Whether more than one byte in a hundred is zero, or one in twenty another control character that no text
 * has: no text, once UTF-16 and UTF-32 are ruled out. */
bool sse_charset_is_binary(sse_str sample);

/* Turns text of another character set into UTF-8, block by block. */
typedef struct sse_decoder sse_decoder;

/* `charset` is a label or a name that iconv knows. `*decoder` is the caller's to free. Errors: SSE_INVALID
 * for an unknown name, SSE_NO_MEMORY. */
sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err);
void sse_decoder_free(sse_decoder *decoder); /* NULL is allowed */
/* Appends the next block to `out`; `at_end` tells that it is the last. What comes out is valid UTF-8 without
 * a byte order mark at its beginning and without U+0000. In UTF-8, a byte that begins no character and
 * continues none is taken as windows-1252: one old "é" in a file does not cost it. Errors: SSE_NO_MEMORY. */
sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err);
/* How often U+FFFD was put in the place of bytes that mean nothing, or of a zero; 0 for NULL. */
size_t sse_decoder_repaired(const sse_decoder *decoder);

#endif

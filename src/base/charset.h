/* Character sets: decides once, by one order of evidence, which one a text is in, and converts it to UTF-8.
 * Labels mean what the WHATWG Encoding Standard (https://encoding.spec.whatwg.org/) says they mean.
 * Undecodable bytes become U+FFFD and are counted. All functions may be called from any thread. */
#ifndef SSE_BASE_CHARSET_H
#define SSE_BASE_CHARSET_H

#include "base/buffer.h"
#include "base/status.h"
#include "base/str.h"

#include <stdbool.h>
#include <stddef.h>

/* The encoding that `label` means, by a name that sse_decoder_new accepts: "WINDOWS-1252" for "ISO-8859-1".
 * Case and surrounding white space do not matter. NULL if the label is not in the table; iconv may still know
 * it. The name is static. */
const char *sse_charset_of_label(sse_str label);

/* What is known about a text before its bytes are examined; any of these may be none. */
typedef struct sse_charset_evidence {
  const char *option; /* what the user said: --charset or the configuration; or NULL */
  sse_str transport;  /* the label in the HTTP Content-Type */
  sse_str declared;   /* the label in the file: XML declaration, <meta>, MIME */
} sse_charset_evidence;

/* Why an encoding was chosen, the strongest evidence first. */
typedef enum sse_charset_reason {
  SSE_CHARSET_MARK,      /* a byte order mark */
  SSE_CHARSET_OPTION,    /* the user said so */
  SSE_CHARSET_ZEROS,     /* zero bytes as in UTF-16 or UTF-32 */
  SSE_CHARSET_UTF8,      /* the bytes are valid UTF-8 */
  SSE_CHARSET_TRANSPORT, /* the transport said so, and the bytes agree */
  SSE_CHARSET_DECLARED,  /* the file says so, and the bytes agree */
  SSE_CHARSET_GUESS,     /* byte frequencies */
  SSE_CHARSET_DEFAULT    /* no evidence at all: windows-1252 */
} sse_charset_reason;

typedef struct sse_charset_choice {
  const char *name; /* for sse_decoder_new; static, or the evidence's option if only iconv knows it */
  sse_charset_reason reason;
} sse_charset_choice;

/* Decides the encoding of the text that begins with `sample`. `is_whole` means that the sample is the whole
 * text; otherwise it may end in the middle of a character. An option is taken without examining the bytes,
 * except for a byte order mark; sse_decoder_new finds out whether iconv knows it. Errors: SSE_NO_MEMORY. */
sse_status sse_charset_decide(const sse_charset_evidence *evidence, sse_str sample, bool is_whole,
                              sse_charset_choice *choice, sse_error *err);

/* The encoding that the bytes suggest, whatever was declared, for use in a message ("try --charset NAME");
 * NULL if there is nothing to suggest. The name is static. */
const char *sse_charset_suggest(sse_str sample);

/* The label in a media type: "text/html; charset=LABEL"; none if it has none. Borrowed from `type`. */
sse_str sse_charset_declared_type(sse_str type);

/* The label in the XML declaration at the start of `sample`, after an optional byte order mark or white
 * space; none if there is no declaration, or it is in UTF-16 or UTF-32. Borrowed from the sample. */
sse_str sse_charset_declared_xml(sse_str sample);

/* The label in the first <meta charset=...> or <meta http-equiv=content-type content="...charset=...">
 * outside comments, scripts, styles, titles and the like; none if there is no such element. Searches the
 * whole sample, although the HTML Standard (13.2.3.2) requires only the first 1024 bytes. Borrowed from the
 * sample. */
sse_str sse_charset_declared_html(sse_str sample);

/* True if more than one byte in a hundred is zero, or more than one in twenty is another control character
 * that text never has. Such a sample is not text, provided UTF-16 and UTF-32 are ruled out. */
bool sse_charset_is_binary(sse_str sample);

/* Converts text from another character set to UTF-8, block by block. */
typedef struct sse_decoder sse_decoder;

/* `charset` is a label or a name known to iconv. The caller frees `*decoder`. Errors: SSE_INVALID for an
 * unknown name, SSE_NO_MEMORY. */
sse_status sse_decoder_new(const char *charset, sse_decoder **decoder, sse_error *err);
void sse_decoder_free(sse_decoder *decoder); /* NULL is allowed */
/* Appends the next block to `out`; `at_end` marks the last one. The output is valid UTF-8, without a leading
 * byte order mark and without U+0000. When decoding UTF-8, a byte that neither begins nor continues a
 * character is taken as windows-1252, so that one old "é" does not spoil a file. Errors: SSE_NO_MEMORY. */
sse_status sse_decode(sse_decoder *decoder, sse_str block, bool at_end, sse_buffer *out, sse_error *err);
/* How many times U+FFFD replaced undecodable bytes or a zero; 0 for NULL. */
size_t sse_decoder_repaired(const sse_decoder *decoder);

#endif

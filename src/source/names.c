/* Names of formats, lists of feeds, character sets, and columns of an export.
 * They are separate from the readers, so that a program that reads no sources can check a name without being
 * linked with the libraries that reading needs. Both lists of formats are made from format/formats.def. */
#include "base/charset.h"
#include "source/source.h"

#include <string.h>
#include <strings.h>

static const char *const names[] = {
#define FORMAT(name, detect, open, endings, declares) name,
#include "source/format/formats.def"
#undef FORMAT
};

const char *source_format_name(size_t number) {
  return number < sizeof names / sizeof *names ? names[number] : NULL;
}

bool source_format_known(const char *format) {
  for (size_t i = 0; format && i < sizeof names / sizeof *names; i++)
    if (strcmp(names[i], format) == 0) return true;
  return false;
}

bool source_charset_known(const char *charset) {
  sse_decoder *decoder = NULL;
  sse_error err;
  bool known = sse_decoder_new(charset, &decoder, &err) == SSE_OK;
  sse_decoder_free(decoder);
  return known;
}

/* "last_changed", since "changed" would be taken for the date of publication of an item that has no other. */
const char source_csv_columns[] =
    "id,title,text,date,url,source,lang,tags,authors,in_reply_to,first_seen,last_changed";

bool source_csv_is_formula(sse_str text) {
  size_t at = 0;
  while (at < text.length && text.data[at] == '\'')
    at++;
  return at < text.length && text.data[at] && strchr("=+-@\t\r", text.data[at]);
}

bool source_is_feed_list(const char *path) {
  static const char ending[] = ".opml";
  size_t length = strlen(path), end = sizeof ending - 1;
  return length > end && strcasecmp(path + length - end, ending) == 0;
}

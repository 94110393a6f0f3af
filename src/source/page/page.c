/* The reader of pages: finds the character set, parses, and asks whether the page is an article or a listing.
 * Unlike other formats a page is taken whole, since what it is shows only at its end; its size is bounded. */
#include "source/page/html.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static bool is_name_byte(char byte) {
  return (byte >= '0' && byte <= '9') || ((byte | 0x20) >= 'a' && (byte | 0x20) <= 'z') || byte == '-' ||
         byte == '_' || byte == '.' || byte == ':';
}

/* The character set that a page's meta element names (HTML Standard, 13.2.3.2), in `name`; false for none. */
static bool find_charset(sse_str beginning, char name[32]) {
  enum { LOOKED_AT = 4096 };
  size_t end = beginning.length < LOOKED_AT ? beginning.length : LOOKED_AT;
  for (size_t i = 0; i + 8 < end; i++) {
    if (strncasecmp(beginning.data + i, "charset=", 8) != 0) continue;
    size_t start = i + 8, length = 0;
    if (beginning.data[start] == '"' || beginning.data[start] == '\'') start++;
    while (start + length < end && length < 31 && is_name_byte(beginning.data[start + length]))
      length++;
    memcpy(name, beginning.data + start, length);
    name[length] = '\0';
    return length > 0 && source_charset_known(name);
  }
  return false;
}

/* Has the page read as UTF-8. What a page says of UTF-16 cannot be true where it could be read. */
static sse_status decode(struct reader *reader, sse_error *err) {
  char name[32];
  size_t repaired = 0;
  sse_buffer clean = {0};
  sse_str beginning = reader_beginning(reader);
  if (reader->is_decoded) return SSE_OK;
  if (find_charset(beginning, name))
    return strncasecmp(name, "utf", 3) == 0 ? SSE_OK : sse_lines_decode(reader->lines, name, err);
  sse_status status = text_clean(beginning, &clean, &repaired, err);
  sse_buffer_reset(&clean);
  /* One invalid byte may be a character that the beginning was cut in. */
  return !status && repaired > 3 ? sse_lines_decode(reader->lines, "windows-1252", err) : status;
}

sse_status html_read(struct reader *reader, sse_error *err) {
  sse_buffer bytes = {0}, text = {0};
  struct fields fields = {0};
  htmlDocPtr page = NULL;
  size_t found = 0;
  bool is_article = false;
  sse_status status = decode(reader, err);
  if (!status) status = reader_all(reader, HTML_LONGEST, &bytes, err);
  if (!status) status = text_clean(sse_buffer_str(&bytes), &text, &reader->report->repaired, err);
  if (!status) {
    page = html_parse(sse_buffer_str(&text));
    if (!page) status = sse_fail_memory(err);
  }
  if (!status) status = article_read(page, &fields, &is_article, err);
  if (!status && !is_article) {
    struct fields listed = {0};
    status = page_read(reader, page, &listed, &found, err);
    fields_reset(&listed);
  }
  if (!status && found == 0) status = fields_item(reader, &fields, err);
  xmlFreeDoc(page);
  fields_reset(&fields);
  sse_buffer_reset(&bytes);
  sse_buffer_reset(&text);
  return status;
}

bool html_detect(sse_str beginning) {
  static const char *const signs[] = {"<!doctype html", "<html", "<head", "<body"};
  sse_str text = sse_str_trim(beginning);
  for (size_t i = 0; i < sizeof signs / sizeof *signs; i++) {
    size_t length = strlen(signs[i]);
    if (text.length >= length && strncasecmp(text.data, signs[i], length) == 0) return true;
    /* XHTML has an XML declaration in front, others a comment. */
    if (text.length > length && text.data[0] == '<' && (text.data[1] == '?' || text.data[1] == '!') &&
        memmem(text.data, text.length < 2048 ? text.length : 2048, signs[i], length))
      return true;
  }
  return false;
}

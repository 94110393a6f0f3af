/* Detects feeds by their beginning.
 * Servers may put warnings, as text or as a page, before the output of a program.
 * Pure functions. */
#include "source/format/readers.h"
#include "source/format/tags.h"

#include <string.h>

/* Returns true for the start tag of an Atom entry, which may be a document by itself (RFC 4287, 2). */
static bool is_lone_entry(sse_str text, sse_str local) {
  const char *end = memchr(text.data, '>', text.length);
  return end && sse_str_is(local, "entry") &&
         memmem(text.data, (size_t)(end - text.data), "w3.org/2005/Atom", 16);
}

/* Returns true for the start tag of a root element that says what it is: a browser, or a server's template,
 * may have put a page around it. */
static bool is_declared(sse_str text) {
  static const char *const signs[] = {"w3.org/2005/Atom", "purl.org/atom/", "purl.org/rss/", " version="};
  const char *end = memchr(text.data, '>', text.length);
  for (size_t i = 0; end && i < sizeof signs / sizeof *signs; i++)
    if (memmem(text.data, (size_t)(end - text.data), signs[i], strlen(signs[i]))) return true;
  return false;
}

/* The start of a feed's root element, whatever its prefix; none if there is none. In a page, only an element
 * after the page, after an XML declaration, or with a namespace or version of feeds counts. */
static const char *find_root(sse_str text) {
  static const char *const roots[] = {"rss", "feed", "rdf"};
  bool is_page = false;
  for (size_t at = 0; at < text.length; at++) {
    if (text.data[at] != '<') continue;
    sse_str rest = sse_str_part(text, at, text.length);
    if (sse_str_begins(rest, "<?xml ") || sse_str_begins(rest, "</html>")) is_page = false;
    sse_str name = sse_str_part(text, at + 1, tags_name_end(text, at + 1)), local = tags_local_name(name);
    for (size_t i = 0; i < sizeof roots / sizeof *roots; i++)
      if (sse_str_is(local, roots[i]) && (!is_page || is_declared(rest))) return rest.data;
    if (!is_page && is_lone_entry(rest, local)) return rest.data;
    if (sse_str_begins(local, "html")) is_page = true;
  }
  return NULL;
}

/* A server's warning may precede the feed, which is then recognised by its XML declaration. */
bool feed_detect(sse_str beginning) {
  enum { LOOKED_AT = 4096 };
  static const char declaration[] = "<?xml";
  sse_str text = sse_str_trim(beginning);
  if (text.length > LOOKED_AT) text.length = LOOKED_AT;
  const char *root = find_root(text);
  if (!root) return false;
  return text.data[0] == '<' ||
         memmem(text.data, (size_t)(root - text.data), declaration, sizeof declaration - 1);
}

/* Private to source/: parses tags.
 * A tag is a text that begins with <; positions are byte offsets in it.
 * All functions are pure and may be called from any thread. */
#ifndef SSE_SOURCE_TAGS_H
#define SSE_SOURCE_TAGS_H

#include "base/str.h"

/* Returns true for a byte that may occur in an XML name; digits, hyphens and dots may not be first. */
bool tags_is_name(unsigned char byte, bool is_first);

/* The name of an element without its prefix. */
sse_str tags_local_name(sse_str name);

/* Returns true for HTML elements without content, which have no end tag. */
bool tags_is_void(sse_str name);

/* Returns true for the elements that hold the items of a feed, whatever their prefix. */
bool tags_is_container(sse_str name);

/* Returns true for elements of HTML 4. */
bool tags_is_html(sse_str name);

/* Returns true for names of item fields, without a prefix or with one that feeds use, that are not HTML
 * elements: an element of that name belongs to the feed itself. */
bool tags_is_field(sse_str name);

/* The length of the tag at the beginning of `text`, including its >; 0 if it does not end. A tag ends before
 * another one that begins inside it. */
size_t tags_length(sse_str text);

/* Returns true if `text`, which begins with < and a letter or a slash, is text and not a tag, as in a<b and
 * <me@x.example>, which HTML would drop. `length` is the tag's length by tags_length, `before` the byte
 * before it, 0 for none. */
bool tags_is_text(sse_str text, size_t length, char before);

/* The length of the document type at the beginning of `text`, up to the next tag if it is not closed; 0 if it
 * continues beyond the text. */
size_t tags_type_length(sse_str text);

/* The end of the name at `at`; `at` if there is none. */
size_t tags_name_end(sse_str tag, size_t at);
/* The end of the white space at `at`. */
size_t tags_skip_spaces(sse_str tag, size_t at);

/* Reads the value at `at`, quoted or not; returns the position after it. */
size_t tags_take_value(sse_str tag, size_t at, sse_str *value);
/* Reads the next attribute of a start tag: `*at` is the end of the element's name before the first, and moves
 * past each. An attribute without a value has an empty one. False if there is none. */
bool tags_next_attribute(sse_str tag, size_t *at, sse_str *name, sse_str *value);

/* The name of the first element, with its prefix, after the XML prolog; none if there is none. */
sse_str tags_root(sse_str text);
/* Returns true for a file that declares itself XML and whose first element is not that of a web page. */
bool tags_is_xml_of_others(sse_str text);

#endif

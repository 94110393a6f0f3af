/* Private to source/: the pieces of a tag.
 * A tag is a text that begins with <; places are bytes of it.
 * All functions are pure and may be called from any thread. */
#ifndef SSE_SOURCE_TAGS_H
#define SSE_SOURCE_TAGS_H

#include "base/str.h"

/* True for a byte that a name of XML may have; digits, hyphens and points are none at its beginning. */
bool tags_is_name(unsigned char byte, bool is_first);

/* The name of an element without its prefix. */
sse_str tags_local_name(sse_str name);

/* True for elements of HTML that have nothing in them, so that nobody ends them. */
bool tags_is_void(sse_str name);

/* True for the elements that hold the items of a feed, whatever their prefix. */
bool tags_is_container(sse_str name);

/* True for elements of HTML 4. */
bool tags_is_html(sse_str name);

/* True for the fields of an item that HTML has no element of, without a prefix or with one that feeds have:
 * what is called so is the feed's own. */
bool tags_is_field(sse_str name);

/* The length of the tag that begins with `text`, its > included; 0 where it does not end. One that another
 * one begins in ends before that. */
size_t tags_length(sse_str text);

/* True where `text`, which begins with < and a letter or a slash, is text and no tag, as in a<b and
 * <me@x.example>: HTML would have what follows lost. `length` is that of the tag by tags_length, `before` the
 * byte before it, 0 for none. */
bool tags_is_text(sse_str text, size_t length, char before);

/* The length of the document type that `text` begins with, to where a tag begins if it has no end; 0 where it
 * goes on. */
size_t tags_type_length(sse_str text);

/* Where the name that begins at `at` ends; `at` where there is none. */
size_t tags_name_end(sse_str tag, size_t at);
/* Where the white space at `at` ends. */
size_t tags_skip_spaces(sse_str tag, size_t at);

/* The value at `at`, quoted or not; returns where the tag goes on. */
size_t tags_take_value(sse_str tag, size_t at, sse_str *value);

/* The name of the first element, its prefix with it, past what an XML file has before it; none where there is
 * none. */
sse_str tags_root(sse_str text);
/* True for a file that declares itself XML and whose first element is none of a page. */
bool tags_is_xml_of_others(sse_str text);

#endif

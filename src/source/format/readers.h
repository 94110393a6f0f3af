/* Private to source/: the readers, one per format. `detect` examines a file's beginning, in any character set
 * except UTF-16 and UTF-32. `open` splits a file into parts, which the caller closes. Errors: SSE_INVALID for
 * a file that is not of the format, SSE_NO_MEMORY. */
#ifndef SSE_SOURCE_READERS_H
#define SSE_SOURCE_READERS_H

#include "source/reader.h"

bool listing_detect(sse_str beginning);
sse_status listing_open(struct reader *reader, struct parts *parts, sse_error *err);
sse_status text_open(struct reader *reader, struct parts *parts, sse_error *err);
bool markdown_detect(sse_str beginning);
sse_status markdown_open(struct reader *reader, struct parts *parts, sse_error *err);
bool page_detect(sse_str beginning);
sse_status page_open(struct reader *reader, struct parts *parts, sse_error *err);
bool feed_detect(sse_str beginning);
sse_status feed_open(struct reader *reader, struct parts *parts, sse_error *err);
bool sitemap_detect(sse_str beginning);
sse_status sitemap_open(struct reader *reader, struct parts *parts, sse_error *err);
bool sitemap_robots_detect(sse_str beginning);
sse_status sitemap_robots_open(struct reader *reader, struct parts *parts, sse_error *err);
bool json_detect(sse_str beginning);
sse_status json_open(struct reader *reader, struct parts *parts, sse_error *err);
sse_status json_open_lines(struct reader *reader, struct parts *parts, sse_error *err);
sse_status json_open_yaml(struct reader *reader, struct parts *parts, sse_error *err);
bool table_detect(sse_str beginning);
sse_status table_open(struct reader *reader, struct parts *parts, sse_error *err);
sse_status document_open(struct reader *reader, struct parts *parts, sse_error *err);
sse_status pdf_open(struct reader *reader, struct parts *parts, sse_error *err);
bool references_detect(sse_str beginning);
sse_status references_open(struct reader *reader, struct parts *parts, sse_error *err);
bool bibtex_detect(sse_str beginning);
sse_status bibtex_open(struct reader *reader, struct parts *parts, sse_error *err);
bool records_detect(sse_str beginning);
sse_status records_open(struct reader *reader, struct parts *parts, sse_error *err);
bool xml_items_detect(sse_str beginning);
sse_status xml_items_open(struct reader *reader, struct parts *parts, sse_error *err);
bool rtf_detect(sse_str beginning);
sse_status rtf_open(struct reader *reader, struct parts *parts, sse_error *err);
bool movable_type_detect(sse_str beginning);
sse_status movable_type_open(struct reader *reader, struct parts *parts, sse_error *err);
bool labelled_detect(sse_str beginning);
sse_status labelled_open(struct reader *reader, struct parts *parts, sse_error *err);
bool mail_detect(sse_str beginning);
sse_status mail_open(struct reader *reader, struct parts *parts, sse_error *err);

#endif

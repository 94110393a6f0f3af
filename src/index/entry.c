/* The terms of an item for FTS5, and its fingerprint. Computing them is most of the work of indexing, so the
 * reading thread does it ahead of the writer if they will be needed. If a run finds most items of a source
 * unchanged, it leaves this to the writer, which needs them only for the others. */
#include "index/entry.h"

void entry_terms_reset(entry_terms *terms) {
  sse_buffer_reset(&terms->title);
  sse_buffer_reset(&terms->body);
  sse_buffer_reset(&terms->tags);
  sse_buffer_reset(&terms->author);
  sse_buffer_reset(&terms->list);
}

/* Makes the terms of a list of lines, separated as in the view `searched`. */
static sse_status list_terms(text_analyser *analyser, text_language language, sse_str list, sse_buffer *copy,
                             sse_buffer *terms, sse_error *err) {
  sse_buffer_clear(copy);
  sse_buffer_append_str(copy, list);
  if (copy->failed) return sse_fail_memory(err);
  for (size_t i = 0; i < copy->length; i++)
    if (copy->data[i] == '\n') copy->data[i] = TEXT_SEPARATOR;
  return text_terms(analyser, language, sse_buffer_str(copy), terms, err);
}

sse_status entry_analyse(text_analyser *analyser, entry_terms *terms, index_entry *entry, sse_error *err) {
  const source_item *item = &entry->item;
  text_language language = text_language_of(item->lang);
  sse_status status = SSE_OK;
  if (entry->body_terms.data) return SSE_OK;
  sse_buffer_clear(&terms->title);
  sse_buffer_clear(&terms->body);
  sse_buffer_clear(&terms->tags);
  sse_buffer_clear(&terms->author);
  /* The first words of a body are not a headline and must not be weighted as one. */
  sse_buffer_append_text(&terms->title, "");
  if (!item->is_untitled) status = text_terms(analyser, language, item->title, &terms->title, err);
  if (!status) status = text_terms(analyser, language, item->body, &terms->body, err);
  if (!status) status = list_terms(analyser, language, item->tags, &terms->list, &terms->tags, err);
  if (!status)
    status = list_terms(analyser, TEXT_NO_LANGUAGE, item->author, &terms->list, &terms->author, err);
  if (status) return status;
  entry->title_terms = sse_buffer_str(&terms->title);
  entry->body_terms = sse_buffer_str(&terms->body);
  entry->tags_terms = sse_buffer_str(&terms->tags);
  entry->author_terms = sse_buffer_str(&terms->author);
  bool has_body = item->body.length > 0;
  entry->has_fingerprint =
      text_fingerprint_make(has_body ? item->body : item->title,
                            has_body ? entry->body_terms : entry->title_terms, &entry->fingerprint);
  return SSE_OK;
}

/* The sources of a search's synonyms: a file, or the set that comes with the program.
 * The lines of the file are cleaned like all text.
 * text/ interprets the rules. */
#include "base/lines.h"
#include "query/query.h"

static sse_status read_file(const char *path, sse_buffer *rules, sse_error *err) {
  sse_lines *lines;
  sse_str line;
  bool more = true;
  size_t repaired = 0;
  sse_status status = sse_lines_open(path, &lines, err);
  if (status) return status;
  while (!status && more) {
    status = sse_lines_next(lines, &line, &more, err);
    if (status || !more) break;
    status = text_clean(line, rules, &repaired, err);
    sse_buffer_append_text(rules, "\n");
  }
  sse_lines_close(lines);
  return !status && rules->failed ? sse_fail_memory(err) : status;
}

sse_status query_synonyms(const index_db *index, const char *path, text_synonyms **synonyms, sse_error *err) {
  sse_buffer rules = {0};
  *synonyms = NULL;
  if (!path) return text_synonyms_new(index_analyser(index), text_synonyms_builtin(), "", synonyms, err);
  sse_status status = read_file(path, &rules, err);
  if (!status) status = text_synonyms_new(index_analyser(index), sse_buffer_str(&rules), path, synonyms, err);
  sse_buffer_reset(&rules);
  return status;
}

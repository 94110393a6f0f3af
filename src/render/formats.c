/* Results in the formats that need no library: a table for spreadsheets, a run for trec_eval.
 * The names of all formats are here, too.
 * Text that a spreadsheet would take for a formula is escaped. */
#include "render/csv.h"
#include "render/facets.h"
#include "render/render.h"

const char *const render_format_names[] = {[RENDER_TEXT] = "text",
                                           [RENDER_JSON] = "json",
                                           [RENDER_JSONL] = "jsonl",
                                           [RENDER_CSV] = "csv",
                                           [RENDER_HTML] = "html",
                                           [RENDER_ATOM] = "atom",
                                           [RENDER_TREC] = "trec",
                                           [RENDER_MAIL] = "mail",
                                           [RENDER_RIS] = "ris",
                                           [RENDER_BIBTEX] = "bibtex",
                                           [RENDER_CSL] = "csl-json",
                                           [RENDER_KWIC] = "kwic",
                                           NULL};

bool render_holds_facets(render_format format) {
  return format != RENDER_TREC && format != RENDER_RIS && format != RENDER_CSL;
}

bool render_names_stories(render_format format) {
  return format == RENDER_TEXT || format == RENDER_JSON || format == RENDER_JSONL || format == RENDER_HTML;
}

bool render_facets_replace_items(render_format format) {
  return format == RENDER_JSONL || format == RENDER_CSV;
}

sse_status render_results(FILE *out, render_format format, const search_results *results,
                          const render_options *options, sse_error *err) {
  switch (format) {
  case RENDER_JSON:
    return render_json(out, results, options, err);
  case RENDER_JSONL:
    return render_jsonl(out, results, options, err);
  case RENDER_CSV:
    return render_csv(out, results, options, err);
  case RENDER_HTML:
    render_html(out, results, options);
    return SSE_OK;
  case RENDER_ATOM:
    return render_atom(out, results, options, err);
  case RENDER_MAIL:
    return render_mail(out, results, options, err);
  case RENDER_TREC:
    render_trec(out, results, options);
    return SSE_OK;
  case RENDER_RIS:
    render_ris(out, results);
    return SSE_OK;
  case RENDER_BIBTEX:
    return render_bibtex(out, results, err);
  case RENDER_KWIC:
    render_kwic(out, results, options);
    return SSE_OK;
  case RENDER_CSL:
    return render_csl(out, results, err);
  default:
    render_text(out, results, options);
    return SSE_OK;
  }
}

/* Like render_csv_field, for a list with one entry per line; `separator` is written between the entries. */
static void put_list(FILE *out, sse_str text, const char *separator, char end) {
  (void)fputc('"', out);
  if (source_csv_is_formula(text)) (void)fputc('\'', out);
  for (size_t i = 0; i < text.length; i++) {
    if (text.data[i] == '"') (void)fputc('"', out);
    if (text.data[i] == '\n') {
      (void)fputs(separator, out);
    } else {
      (void)fputc(text.data[i], out);
    }
  }
  (void)fputc('"', out);
  (void)fputc(end, out);
}

void render_csv_field(FILE *out, sse_str text, char end) {
  put_list(out, text, "\n", end);
}

static void put_field(FILE *out, const char *text, char end) {
  render_csv_field(out, sse_str_of(text), end);
}

static void put_facets(FILE *out, const search_facets *facets, const render_options *options) {
  facets_one list[FACETS];
  facets_list(facets, list);
  (void)fputs("facet,value,hits,items\r\n", out);
  for (size_t i = 0; i < FACETS; i++) {
    const search_count *count;
    for (size_t position = 0, taken = 0; (count = facets_next(&list[i], options, &position, &taken));) {
      put_field(out, list[i].name, ',');
      put_field(out, count->name, ',');
      (void)fprintf(out, "%zu,%zu\r\n", count->count, count->items);
    }
  }
}

sse_status render_csv(FILE *out, const search_results *results, const render_options *options,
                      sse_error *err) {
  const char *link = options->archive_link;
  sse_buffer archived = {0};
  if (results->has_facets) {
    put_facets(out, &results->facets, options);
    return SSE_OK;
  }
  (void)fputs("id,date,title,source,lang,url,score,snippet,path,authors", out);
  (void)fprintf(out, "%s%s\r\n", results->has_archives ? ",archive" : "", link ? ",archive_url" : "");
  for (size_t i = 0; i < results->hit_count; i++) {
    const search_hit *hit = &results->hits[i];
    const char *const fields[] = {hit->id, hit->date, hit->title.text, hit->source, hit->lang, hit->url};
    for (size_t k = 0; k < sizeof fields / sizeof *fields; k++)
      put_field(out, fields[k], ',');
    (void)fprintf(out, "%.6g,", hit->score);
    put_field(out, hit->snippet.text, ',');
    put_field(out, hit->path, ',');
    put_list(out, sse_str_of(hit->authors), "; ", results->has_archives || link ? ',' : '\r');
    if (results->has_archives) put_field(out, hit->archive, link ? ',' : '\r');
    sse_buffer_clear(&archived);
    render_append_archived(link, hit, &archived);
    if (link) render_csv_field(out, sse_buffer_str(&archived), '\r');
    (void)fputc('\n', out);
  }
  bool failed = archived.failed;
  sse_buffer_reset(&archived);
  return failed ? sse_fail_memory(err) : SSE_OK;
}

/* White space in an id would break the line. */
static void put_id(FILE *out, const char *id) {
  for (; *id; id++)
    (void)fputc((unsigned char)*id <= ' ' ? '_' : *id, out);
}

void render_trec(FILE *out, const search_results *results, const render_options *options) {
  for (size_t i = 0; i < results->hit_count; i++) {
    put_id(out, options->query_id ? options->query_id : "1");
    (void)fputs(" Q0 ", out);
    put_id(out, results->hits[i].id);
    (void)fprintf(out, " %zu %.6f ssesearch\n", options->offset + i + 1, results->hits[i].score);
  }
}

/* Searches an index and prints the hits with their matches in brackets:
 *   cc search.c $(pkg-config --cflags --libs ssesearch) -o search
 *   ./search news.db cooperatives Korea */
#include <ssesearch.h>
#include <stdio.h>

static void print_marked(const ssesearch_results *results, size_t hit, ssesearch_field field) {
  const char *text = ssesearch_text(results, hit, field);
  const ssesearch_range *ranges;
  size_t count = ssesearch_matches(results, hit, field, &ranges), at = 0;
  for (size_t i = 0; i < count; at = ranges[i].start + ranges[i].length, i++)
    printf("%.*s[%.*s]", (int)(ranges[i].start - at), text + at, (int)ranges[i].length,
           text + ranges[i].start);
  printf("%s\n", text + at);
}

int main(int argc, char **argv) {
  const ssesearch_options options = SSESEARCH_OPTIONS;
  const char *path = argc > 1 ? argv[1] : "news.db", *query = argc > 2 ? argv[2] : "cooperatives Korea";
  ssesearch *index;
  ssesearch_results *results;
  ssesearch_error error;
  if (ssesearch_open(&path, 1, &index, &error) != SSESEARCH_OK) {
    fprintf(stderr, "%s\n", error.message);
    return 2;
  }
  if (ssesearch_search(index, query, &options, &results, &error) != SSESEARCH_OK) {
    fprintf(stderr, "%s\n", error.message);
    ssesearch_close(index);
    return 2;
  }
  for (size_t i = 0; i < ssesearch_count(results); i++) {
    const char *date = ssesearch_text(results, i, SSESEARCH_DATE);
    printf("%zu. %s  ", i + 1, date ? date : "undated");
    print_marked(results, i, SSESEARCH_TITLE);
  }
  int found = ssesearch_count(results) > 0;
  ssesearch_results_free(results);
  ssesearch_close(index);
  return found ? 0 : 1;
}

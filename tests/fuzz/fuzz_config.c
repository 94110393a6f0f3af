/* Feeds any bytes to programs/ as a configuration file.
 * A file that is read and printed must be read again and print the same. Built and run by scripts/fuzz. */
#include "programs/config.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void write_file(const char *path, const void *data, size_t size) {
  FILE *file = fopen(path, "wb");
  if (!file || fwrite(data, 1, size, file) != size || fclose(file) != 0) abort();
}

/* Reads the file at `path` and returns it as printed, without the comments, which name the file; NULL if it
 * is rejected. */
static char *printed(const char *path) {
  program_config *config = NULL;
  char *text = NULL;
  size_t length = 0;
  sse_error err;
  if (config_read(path, &config, &err)) {
    if (err.status == SSE_OK || err.message[0] == '\0') abort();
    return NULL;
  }
  FILE *out = open_memstream(&text, &length);
  if (!out) abort();
  config_print(config, out);
  if (fclose(out) != 0) abort();
  config_free(config);
  return text;
}

static const char *without_first_line(const char *text) {
  const char *newline = strchr(text, '\n');
  return text[0] == '#' && newline ? newline + 1 : text;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static char first[] = "/tmp/ssesearch-fuzz-XXXXXX", second[] = "/tmp/ssesearch-fuzz-XXXXXX";
  static bool made;
  if (!made) {
    int a = mkstemp(first), b = mkstemp(second);
    if (a < 0 || b < 0 || close(a) != 0 || close(b) != 0) abort();
    made = true;
  }
  write_file(first, data, size);
  char *once = printed(first);
  if (!once) return 0;
  write_file(second, once, strlen(once));
  char *twice = printed(second);
  if (!twice || strcmp(without_first_line(once), without_first_line(twice)) != 0) abort();
  free(once);
  free(twice);
  return 0;
}

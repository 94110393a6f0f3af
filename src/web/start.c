/* The web server of an archive, from its options to its end: it sets up the pool of indexes, the cache and
 * the HTTP server, which runs until the process is told to end. Once it listens, the process gives up all
 * rights that answering does not need. */
#include "base/confine.h"
#include "base/log.h"
#include "base/path.h"
#include "base/version.h"
#include "web/handler.h"
#include "web/operator.h"
#include "web/serve.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <xxhash.h>

/* The path of an address: "/archive" of https://example.org/archive/. */
static sse_str prefix_of(const char *url) {
  const char *host = url ? strstr(url, "://") : NULL, *path = host ? strchr(host + 3, '/') : NULL;
  sse_str prefix = sse_str_of(path);
  while (prefix.length > 0 && prefix.data[prefix.length - 1] == '/')
    prefix.length--;
  return prefix;
}

static uint64_t mixed_text(const char *text, uint64_t seed) {
  return XXH3_64bits_withSeed(text ? text : "", text ? strlen(text) + 1 : 0, seed);
}

/* Hashes what answers depend on as long as the server runs: its options, and the program itself. */
static uint64_t identity_of(const serve_options *options) {
  struct stat program = {0};
  (void)stat("/proc/self/exe", &program); /* if that is unknown, the version must do */
  const uint64_t built[] = {(uint64_t)program.st_mtim.tv_sec, (uint64_t)program.st_mtim.tv_nsec,
                            (uint64_t)program.st_size};
  uint64_t hash = XXH3_64bits(built, sizeof built);
  hash = XXH3_64bits_withSeed(&options->half_life, sizeof options->half_life, hash);
  const char *const texts[] = {SSE_VERSION,           options->url,      options->title, options->synonyms,
                               options->archive_link, options->about,    options->logo,  options->style,
                               options->color,        options->thesaurus};
  for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
    hash = mixed_text(texts[i], hash);
  for (size_t i = 0; i < options->link_count; i++)
    hash = mixed_text(options->links[i], hash);
  return hash;
}

/* Logs the addresses, with the ports that the system chose if none were given. */
static void say_places(const struct server *server) {
  const serve_options *options = server->options;
  char address[HTTP_ADDRESS_SIZE];
  http_address(server->http, 0, address);
  if (*address)
    sse_log(SSE_LOG_INFO, "%s%s is at %s", options->dbs[0], options->db_count > 1 ? " and others" : "",
            address);
  if (!options->metrics) return;
  http_address(server->http, 1, address);
  if (*address) sse_log(SSE_LOG_INFO, "metrics are at %smetrics", address);
}

static void save_missed(struct server *server) {
  sse_error err;
  if (missed_save(server->missed, &err)) sse_log(SSE_LOG_ERROR, "%s", err.message);
}

/* Called about once a second. */
static void tick(void *context) {
  struct server *server = context;
  if (++server->ticks % MISSED_SECONDS == 0) save_missed(server);
}

/* Allows what a thesaurus that changes needs: the program that compiles it, and a place for the result. */
static size_t allow_compiler(const serve_options *options, sse_confine_path *allowed) {
  static const sse_confine_path system[] = {
      {"/usr", SSE_CONFINE_RUN},        {"/lib", SSE_CONFINE_RUN},
      {"/lib64", SSE_CONFINE_RUN},      {"/etc/ld.so.cache", SSE_CONFINE_READ},
      {"/dev/null", SSE_CONFINE_WRITE}, {"/tmp", SSE_CONFINE_WRITE}};
  char own[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", own, sizeof own - 1);
  sse_buffer cache = {0};
  size_t count = 0;
  if (!options->thesaurus || !*options->thesaurus) return 0;
  for (; count < sizeof system / sizeof *system; count++)
    allowed[count] = (sse_confine_path){sse_copy(sse_str_of(system[count].path)), system[count].right};
  own[length > 0 ? length : 0] = '\0';
  sse_home_path("XDG_CACHE_HOME", ".cache", "", &cache);
  allowed[count++] = (sse_confine_path){sse_folder_of(own), SSE_CONFINE_RUN};
  allowed[count++] = (sse_confine_path){sse_folder_of(options->thesaurus), SSE_CONFINE_READ};
  if (cache.data) allowed[count++] = (sse_confine_path){sse_folder_of(cache.data), SSE_CONFINE_WRITE};
  sse_buffer_reset(&cache);
  return count;
}

/* Gives up access to all files except those that answers are made from, before the first request is read: the
 * folders of the indexes, the synonyms and the record of searches that found nothing. */
static void confine(void *context) {
  enum { OTHERS = 16 };
  const struct server *server = context;
  const serve_options *options = server->options;
  sse_confine_path *allowed = calloc(2 * options->db_count + OTHERS, sizeof *allowed);
  size_t count = 0, fixed;
  bool is_known = allowed != NULL;
  if (!allowed) return;
  allowed[count++] = (sse_confine_path){"/etc/localtime", SSE_CONFINE_READ};
  allowed[count++] = (sse_confine_path){"/usr/share/zoneinfo", SSE_CONFINE_READ};
#ifdef __SANITIZE_ADDRESS__ /* which reads its memory map there, at the end */
  allowed[count++] = (sse_confine_path){"/proc", SSE_CONFINE_READ};
#endif
  fixed = count;
  for (size_t i = 0; i < options->db_count; i++) {
    char *real = realpath(options->dbs[i], NULL);
    allowed[count++] = (sse_confine_path){sse_folder_of(options->dbs[i]), SSE_CONFINE_READ};
    allowed[count++] = (sse_confine_path){sse_folder_of(real ? real : options->dbs[i]), SSE_CONFINE_READ};
    free(real);
  }
  if (options->synonyms && *options->synonyms)
    allowed[count++] = (sse_confine_path){sse_folder_of(options->synonyms), SSE_CONFINE_READ};
  if (options->missed)
    allowed[count++] = (sse_confine_path){sse_folder_of(options->missed), SSE_CONFINE_WRITE};
  count += allow_compiler(options, allowed + count);
  for (size_t i = 0; i < count; i++)
    is_known = is_known && allowed[i].path;
  sse_confine_result result = is_known ? sse_confine(allowed, count) : SSE_CONFINE_FAILED;
  if (result == SSE_CONFINE_UNKNOWN)
    sse_log(SSE_LOG_INFO, "the kernel has no Landlock: access to the machine's files is not restricted");
  if (result == SSE_CONFINE_FAILED)
    sse_log(SSE_LOG_WARNING, "access to the machine's files cannot be restricted (Landlock)");
  for (size_t i = fixed; i < count; i++)
    free((char *)allowed[i].path);
  free(allowed);
}

/* Listens, and answers until the process is told to end. */
static sse_status serve(struct server *server, sse_error *err) {
  const serve_options *options = server->options;
  const http_listener listeners[] = {
      {options->listen, {.context = server, .answer = handler_answer, .refuse = handler_refuse}},
      {options->metrics, {.context = server, .answer = operator_answer_alone, .refuse = operator_refuse}}};
  const http_options http = {.listeners = listeners,
                             .count = options->metrics ? 2 : 1,
                             .trust_proxy = options->trust_proxy,
                             .quiet = options->quiet,
                             .listening = confine,
                             .tick = tick,
                             .context = server};
  sse_status status = http_start(&http, &server->http, err);
  if (!status) {
    say_places(server);
    http_run(server->http);
  }
  http_free(server->http);
  return status;
}

sse_status serve_run(const serve_options *options, sse_error *err) {
  struct server server = {
      .options = options, .identity = identity_of(options), .prefix = prefix_of(options->url)};
  sse_status status = brand_read(options, &server.brand, err);
  if (!status) status = pool_new(options, &server.pool, err);
  if (!status) status = cache_new(options->cache, &server.cache, err);
  if (!status && options->missed) status = missed_new(options->missed, &server.missed, err);
  if (!status) status = serve(&server, err);
  save_missed(&server);
  missed_free(server.missed);
  cache_free(server.cache);
  pool_free(server.pool);
  brand_reset(&server.brand);
  return status;
}

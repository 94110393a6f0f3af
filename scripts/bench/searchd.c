/* Queries Sphinx's searchd over as many connections as wrk opens to sseserve, with the same queries at
 * random, each as soon as the one before is answered; then prints the same figures in a line.
 * scripts/bench/serve builds it with libmariadb. usage: searchd PORT CONNECTIONS SECONDS FILE */
#include <mariadb/mysql.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { QUERIES_MOST = 10000, TIMES_MOST = 1 << 22, QUERY_SIZE = 512, CONNECTIONS_MOST = 256 };

static struct asker {
  pthread_t thread;
  unsigned seed;
} askers[CONNECTIONS_MOST];

static char queries[QUERIES_MOST][QUERY_SIZE];
static size_t query_count;
static unsigned port, seconds;
static float times[TIMES_MOST]; /* milliseconds */
static size_t time_count, failed;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;

static double now(void) {
  struct timespec time = {0};
  (void)clock_gettime(CLOCK_MONOTONIC, &time);
  return (double)time.tv_sec * 1e3 + (double)time.tv_nsec / 1e6;
}

static void note(double time, int is_failed) {
  (void)pthread_mutex_lock(&lock);
  if (is_failed) failed++;
  if (!is_failed && time_count < TIMES_MOST) times[time_count++] = (float)time;
  (void)pthread_mutex_unlock(&lock);
}

static void *ask(void *context) {
  struct asker *asker = context;
  const unsigned patience = 20; /* seconds */
  MYSQL *connection = mysql_init(NULL);
  if (connection) (void)mysql_options(connection, MYSQL_OPT_CONNECT_TIMEOUT, &patience);
  if (connection) (void)mysql_options(connection, MYSQL_OPT_READ_TIMEOUT, &patience);
  double end = now() + seconds * 1e3;
  if (!connection || !mysql_real_connect(connection, "127.0.0.1", NULL, NULL, NULL, port, NULL, 0)) {
    note(0, 1);
    return NULL;
  }
  while (now() < end) {
    double start = now();
    const char *query = queries[(size_t)rand_r(&asker->seed) % query_count];
    int wrong = mysql_real_query(connection, query, strlen(query));
    MYSQL_RES *rows = wrong ? NULL : mysql_store_result(connection);
    note(now() - start, wrong || !rows);
    mysql_free_result(rows);
  }
  mysql_close(connection);
  return NULL;
}

static int compare(const void *a, const void *b) {
  float left = *(const float *)a, right = *(const float *)b;
  return (left > right) - (left < right);
}

int main(int argc, char **argv) {
  if (argc != 5 || mysql_library_init(0, NULL, NULL) != 0) return 2;
  port = (unsigned)strtoul(argv[1], NULL, 10);
  size_t connections = strtoul(argv[2], NULL, 10);
  seconds = (unsigned)strtoul(argv[3], NULL, 10);
  FILE *file = fopen(argv[4], "re");
  char line[QUERY_SIZE / 2];
  if (!file || connections > CONNECTIONS_MOST) return 2; /* the file is closed when the process ends */
  while (query_count < QUERIES_MOST && fgets(line, sizeof line, file)) {
    line[strcspn(line, "\n")] = '\0';
    (void)snprintf(queries[query_count++], QUERY_SIZE, "SELECT id FROM items WHERE MATCH('%s') LIMIT 10",
                   line);
  }
  (void)fclose(file);
  for (size_t i = 0; i < connections; i++) {
    askers[i].seed = (unsigned)i + 1;
    if (pthread_create(&askers[i].thread, NULL, ask, &askers[i]) != 0) return 2;
  }
  for (size_t i = 0; i < connections; i++)
    (void)pthread_join(askers[i].thread, NULL);
  qsort(times, time_count, sizeof *times, compare);
  if (time_count == 0) return 1;
  (void)printf("p50 %6.1f ms  p99 %6.1f ms  %6.0f a second  %zu failed\n", times[time_count / 2],
               times[time_count * 99 / 100], (double)time_count / seconds, failed);
  return 0;
}

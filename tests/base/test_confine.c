/* What a process can still do after it has confined itself. */
#include "testing.h"

#include "base/confine.h"

#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

static bool can_open(const char *path, int flags) {
  int opened = open(path, flags | O_CLOEXEC, 0600);
  return opened >= 0 && close(opened) == 0;
}

/* Whether TCP is permitted at all. Nobody listens on that port, so a permitted connection is refused by the
 * peer. */
static bool can_connect(void) {
  const struct sockaddr_in nobody = {
      .sin_family = AF_INET, .sin_port = htons(1), .sin_addr.s_addr = htonl(INADDR_LOOPBACK)};
  int made = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  bool is_let_out = connect(made, (const struct sockaddr *)&nobody, sizeof nobody) == 0 || errno != EACCES;
  (void)close(made);
  return is_let_out;
}

static int wrong(bool is_wrong, int bit) {
  return is_wrong ? 1 << bit : 0;
}

/* Runs in a child, since confinement is permanent. Returns one bit for each wrong outcome. */
static int try_confined(void **state) {
  const char *file = path_in(state, "file"), *own = path_in(state, "own"), *other = path_in(state, "other"),
             *inside = path_in(state, "own/new");
  const sse_confine_path allowed[] = {
      {file, SSE_CONFINE_READ}, {own, SSE_CONFINE_WRITE}, {"/no/such/folder", SSE_CONFINE_READ}};
  if (sse_confine(allowed, 3) != SSE_CONFINED) return 64;
  return wrong(!can_open(file, O_RDONLY), 0) | wrong(can_open(file, O_WRONLY), 1) |
         wrong(can_open(other, O_CREAT | O_WRONLY), 2) | wrong(!can_open(inside, O_CREAT | O_WRONLY), 3) |
         wrong(can_open("/etc/passwd", O_RDONLY), 4) | wrong(can_connect(), 5);
}

static void what_is_not_named_cannot_be_had(void **state) {
  int how = 0;
  assert_int_equal(mkdir(path_in(state, "own"), 0700), 0);
  assert_true(can_open(path_in(state, "file"), O_CREAT | O_WRONLY));
  pid_t child = fork();
  if (child == 0) _exit(try_confined(state));
  assert_true(child > 0 && waitpid(child, &how, 0) == child && WIFEXITED(how));
  if (WEXITSTATUS(how) == 64) skip(); /* no Landlock in the kernel */
  assert_int_equal(WEXITSTATUS(how) & 31, 0);
  /* Kernels before 6.7 do not restrict TCP. */
}

/* A kernel that has no Landlock and one that refuses it are told apart. */
static void a_refusal_is_not_taken_for_a_kernel_that_cannot(void **state) {
  const struct rlimit no_files = {0, 0};
  const sse_confine_path allowed[] = {{"/", SSE_CONFINE_READ}};
  int with_files = 0, without = 0;
  (void)state;
  pid_t first = fork();
  if (first == 0) _exit((int)sse_confine(allowed, 1));
  assert_true(first > 0 && waitpid(first, &with_files, 0) == first && WIFEXITED(with_files));
  pid_t second = fork();
  if (second == 0) _exit(setrlimit(RLIMIT_NOFILE, &no_files) == 0 ? (int)sse_confine(allowed, 1) : 64);
  assert_true(second > 0 && waitpid(second, &without, 0) == second && WIFEXITED(without));
  bool is_known = WEXITSTATUS(with_files) == SSE_CONFINED;
  assert_int_equal(WEXITSTATUS(without), is_known ? SSE_CONFINE_FAILED : SSE_CONFINE_UNKNOWN);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test_setup_teardown(what_is_not_named_cannot_be_had, make_folder, remove_folder),
      cmocka_unit_test(a_refusal_is_not_taken_for_a_kernel_that_cannot)};
  return cmocka_run_group_tests(tests, NULL, NULL);
}

/*
 * Makes one system call fail: the k-th that concerns a file below a folder. Loaded with LD_PRELOAD by io-errors.ts.
 * NERWIN_FAULT_UNDER is the folder, NERWIN_FAULT_CALL is k from 1 (0: none), NERWIN_FAULT_ERRNO the error, and
 * NERWIN_FAULT_LOG a file that receives a line per call: its number and its name.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

static atomic_long calls;

/* The system call itself, without a fault. */
#define raw(...) NEXT(syscall)(__VA_ARGS__)

static int below(const char *path) {
  const char *folder = getenv("NERWIN_FAULT_UNDER");
  return folder && path && strncmp(path, folder, strlen(folder)) == 0;
}

static int below_fd(int fd) {
  char link[64], path[4096];
  if (fd < 3) return 0;
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  long length = raw(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
  if (length <= 0) return 0;
  path[length] = 0;
  return below(path);
}

/* True if this call is to fail; errno is then set. */
static int fails(const char *name) {
  long k = atomic_fetch_add(&calls, 1) + 1;
  const char *log = getenv("NERWIN_FAULT_LOG");
  if (log) {
    char line[64];
    int length = snprintf(line, sizeof line, "%ld %s\n", k, name);
    int fd = raw(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND, 0644);
    raw(SYS_write, fd, line, length);
    raw(SYS_close, fd);
  }
  const char *wanted = getenv("NERWIN_FAULT_CALL");
  if (!wanted || atol(wanted) != k) return 0;
  errno = atoi(getenv("NERWIN_FAULT_ERRNO"));
  return 1;
}

#define FD_CALL(type, name, parameters, arguments)             \
  type name parameters {                                       \
    if (below_fd(fd) && fails(#name)) return -1;               \
    return NEXT(name) arguments;                               \
  }

FD_CALL(ssize_t, read, (int fd, void *b, size_t n), (fd, b, n))
FD_CALL(ssize_t, pread64, (int fd, void *b, size_t n, off64_t o), (fd, b, n, o))
FD_CALL(ssize_t, pread, (int fd, void *b, size_t n, off_t o), (fd, b, n, o))
FD_CALL(ssize_t, readv, (int fd, const struct iovec *v, int n), (fd, v, n))
FD_CALL(ssize_t, preadv, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o))
FD_CALL(ssize_t, preadv64, (int fd, const struct iovec *v, int n, off64_t o), (fd, v, n, o))
FD_CALL(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
FD_CALL(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o), (fd, b, n, o))
FD_CALL(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o), (fd, b, n, o))
FD_CALL(ssize_t, writev, (int fd, const struct iovec *v, int n), (fd, v, n))
FD_CALL(ssize_t, pwritev, (int fd, const struct iovec *v, int n, off_t o), (fd, v, n, o))
FD_CALL(int, fsync, (int fd), (fd))
FD_CALL(int, fdatasync, (int fd), (fd))
FD_CALL(int, ftruncate, (int fd, off_t n), (fd, n))
FD_CALL(int, ftruncate64, (int fd, off64_t n), (fd, n))
FD_CALL(int, fchmod, (int fd, mode_t m), (fd, m))
FD_CALL(int, fchown, (int fd, uid_t u, gid_t g), (fd, u, g))

/* A close that fails has closed the file. */
int close(int fd) {
  int failed = below_fd(fd) && fails("close");
  int error = errno;
  int result = NEXT(close)(fd);
  if (!failed) return result;
  errno = error;
  return -1;
}

#define OPEN(name)                                                            \
  int name(const char *path, int flags, ...) {                                \
    va_list more;                                                             \
    va_start(more, flags);                                                    \
    mode_t mode = flags & (O_CREAT | O_TMPFILE) ? va_arg(more, mode_t) : 0;   \
    va_end(more);                                                             \
    if (below(path) && fails("open")) return -1;                              \
    return NEXT(name)(path, flags, mode);                                     \
  }
OPEN(open)
OPEN(open64)

int rename(const char *from, const char *to) {
  if ((below(from) || below(to)) && fails("rename")) return -1;
  return NEXT(rename)(from, to);
}
int mkdir(const char *path, mode_t mode) {
  if (below(path) && fails("mkdir")) return -1;
  return NEXT(mkdir)(path, mode);
}
int unlink(const char *path) {
  if (below(path) && fails("unlink")) return -1;
  return NEXT(unlink)(path);
}
int link(const char *from, const char *to) {
  if (below(to) && fails("link")) return -1;
  return NEXT(link)(from, to);
}
int rmdir(const char *path) {
  if (below(path) && fails("rmdir")) return -1;
  return NEXT(rmdir)(path);
}
int access(const char *path, int mode) {
  if (below(path) && fails("access")) return -1;
  return NEXT(access)(path, mode);
}
int chmod(const char *path, mode_t mode) {
  if (below(path) && fails("chmod")) return -1;
  return NEXT(chmod)(path, mode);
}
int scandir64(const char *path, struct dirent64 ***names, int (*keep)(const struct dirent64 *),
              int (*order)(const struct dirent64 **, const struct dirent64 **)) {
  if (below(path) && fails("scandir")) return -1;
  return NEXT(scandir64)(path, names, keep, order);
}
DIR *opendir(const char *path) {
  if (below(path) && fails("opendir")) return NULL;
  return NEXT(opendir)(path);
}
char *realpath(const char *path, char *resolved) {
  if (below(path) && fails("realpath")) return NULL;
  return NEXT(realpath)(path, resolved);
}

/* Node calls some system calls by their numbers. A close that fails has closed the file. */
long syscall(long number, ...) {
  va_list more;
  va_start(more, number);
  long a[6];
  for (int k = 0; k < 6; k++) a[k] = va_arg(more, long);
  va_end(more);
  if (number == SYS_statx) {
    const char *path = (const char *)a[1];
    if ((*path ? below(path) : below_fd(a[0])) && fails("statx")) return -1;
  }
  if (number == SYS_copy_file_range && below_fd(a[2]) && fails("copy_file_range")) return -1;
  if (number == SYS_close && below_fd(a[0]) && fails("close")) {
    int error = errno;
    NEXT(syscall)(number, a[0]);
    errno = error;
    return -1;
  }
  return NEXT(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
}

#include "recording_vfs.h"

#include <pthread.h>
#include <sqlite3.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

// A file of ours: SQLite's structure first, then what we know, then the real file behind it.
typedef struct {
    sqlite3_file base;
    const char *path; // SQLite keeps it as long as the file is open
    sqlite3_file *real;
} recorded_file;

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static sqlite3_vfs vfs;
static sqlite3_vfs *system_vfs;
static int installed;
static FILE *journal;
static int journal_failed;
static char folder[4096];
static size_t folder_length;

enum { WRITE = 1, TRUNCATE, SYNC, CREATE, DELETE, MARK };

// The name below the recorded folder; NULL where the path is not in it. Call with the lock held.
static const char *name_of(const char *path) {
    if (!journal || !path || strncmp(path, folder, folder_length) != 0) return NULL;
    return path + folder_length;
}

static void put(const void *bytes, size_t count) {
    if (count && fwrite(bytes, 1, count, journal) != count) journal_failed = 1;
}

static void record(int kind, const char *path, sqlite3_int64 offset, const void *data, int count) {
    pthread_mutex_lock(&lock);
    const char *name = kind == MARK ? "" : name_of(path);
    if (journal && name) {
        uint8_t head[15];
        uint16_t length = (uint16_t)strlen(name);
        head[0] = (uint8_t)kind;
        for (int i = 0; i < 2; i++) head[1 + i] = (uint8_t)(length >> (8 * i));
        for (int i = 0; i < 8; i++) head[3 + i] = (uint8_t)((uint64_t)offset >> (8 * i));
        for (int i = 0; i < 4; i++) head[11 + i] = (uint8_t)((uint32_t)count >> (8 * i));
        put(head, sizeof head);
        put(name, length);
        put(data, (size_t)count);
    }
    pthread_mutex_unlock(&lock);
}

#define REAL(file) (((recorded_file *)(file))->real)
#define PATH(file) (((recorded_file *)(file))->path)

static int file_close(sqlite3_file *file) { return REAL(file)->pMethods->xClose(REAL(file)); }
static int file_read(sqlite3_file *file, void *into, int count, sqlite3_int64 offset) {
    return REAL(file)->pMethods->xRead(REAL(file), into, count, offset);
}
static int file_write(sqlite3_file *file, const void *data, int count, sqlite3_int64 offset) {
    int code = REAL(file)->pMethods->xWrite(REAL(file), data, count, offset);
    if (code == SQLITE_OK) record(WRITE, PATH(file), offset, data, count);
    return code;
}
static int file_truncate(sqlite3_file *file, sqlite3_int64 size) {
    int code = REAL(file)->pMethods->xTruncate(REAL(file), size);
    if (code == SQLITE_OK) record(TRUNCATE, PATH(file), size, NULL, 0);
    return code;
}
static int file_sync(sqlite3_file *file, int flags) {
    int code = REAL(file)->pMethods->xSync(REAL(file), flags);
    if (code == SQLITE_OK) record(SYNC, PATH(file), 0, NULL, 0);
    return code;
}
static int file_size(sqlite3_file *file, sqlite3_int64 *size) {
    return REAL(file)->pMethods->xFileSize(REAL(file), size);
}
static int file_lock(sqlite3_file *file, int level) {
    return REAL(file)->pMethods->xLock(REAL(file), level);
}
static int file_unlock(sqlite3_file *file, int level) {
    return REAL(file)->pMethods->xUnlock(REAL(file), level);
}
static int file_reserved(sqlite3_file *file, int *result) {
    return REAL(file)->pMethods->xCheckReservedLock(REAL(file), result);
}
static int file_control(sqlite3_file *file, int operation, void *argument) {
    // A size hint may lengthen the file by other means than a write: not here.
    if (operation == SQLITE_FCNTL_SIZE_HINT || operation == SQLITE_FCNTL_CHUNK_SIZE)
        return SQLITE_OK;
    return REAL(file)->pMethods->xFileControl(REAL(file), operation, argument);
}
static int file_sector(sqlite3_file *file) {
    return REAL(file)->pMethods->xSectorSize(REAL(file));
}
static int file_characteristics(sqlite3_file *file) {
    return REAL(file)->pMethods->xDeviceCharacteristics(REAL(file));
}
static int shm_map(sqlite3_file *file, int page, int size, int extend, void volatile **into) {
    return REAL(file)->pMethods->xShmMap(REAL(file), page, size, extend, into);
}
static int shm_lock(sqlite3_file *file, int offset, int count, int flags) {
    return REAL(file)->pMethods->xShmLock(REAL(file), offset, count, flags);
}
static void shm_barrier(sqlite3_file *file) { REAL(file)->pMethods->xShmBarrier(REAL(file)); }
static int shm_unmap(sqlite3_file *file, int remove) {
    return REAL(file)->pMethods->xShmUnmap(REAL(file), remove);
}

// Version 2: with shared memory for WAL, without memory mapped content, which no write would show.
static const sqlite3_io_methods methods = {
    2,           file_close,   file_read,    file_write,    file_truncate, file_sync,
    file_size,   file_lock,    file_unlock,  file_reserved, file_control,  file_sector,
    file_characteristics, shm_map, shm_lock, shm_barrier,   shm_unmap,     NULL,
    NULL,
};

static int vfs_open(
    sqlite3_vfs *self, const char *path, sqlite3_file *file, int flags, int *out_flags) {
    (void)self;
    recorded_file *ours = (recorded_file *)file;
    ours->path = path;
    ours->real = (sqlite3_file *)(ours + 1);
    int existed = path && access(path, F_OK) == 0;
    int code = system_vfs->xOpen(system_vfs, path, ours->real, flags, out_flags);
    ours->base.pMethods = ours->real->pMethods ? &methods : NULL;
    if (code == SQLITE_OK && !existed) record(CREATE, path, 0, NULL, 0);
    return code;
}
static int vfs_delete(sqlite3_vfs *self, const char *path, int sync_folder) {
    (void)self;
    int code = system_vfs->xDelete(system_vfs, path, sync_folder);
    if (code == SQLITE_OK) record(DELETE, path, sync_folder, NULL, 0);
    return code;
}
static int vfs_access(sqlite3_vfs *self, const char *path, int flags, int *result) {
    (void)self;
    return system_vfs->xAccess(system_vfs, path, flags, result);
}
static int vfs_full_path(sqlite3_vfs *self, const char *path, int count, char *into) {
    (void)self;
    return system_vfs->xFullPathname(system_vfs, path, count, into);
}
static int vfs_randomness(sqlite3_vfs *self, int count, char *into) {
    (void)self;
    return system_vfs->xRandomness(system_vfs, count, into);
}
static int vfs_sleep(sqlite3_vfs *self, int microseconds) {
    (void)self;
    return system_vfs->xSleep(system_vfs, microseconds);
}
static int vfs_time(sqlite3_vfs *self, double *time) {
    (void)self;
    return system_vfs->xCurrentTime(system_vfs, time);
}
static int vfs_time_64(sqlite3_vfs *self, sqlite3_int64 *time) {
    (void)self;
    return system_vfs->xCurrentTimeInt64(system_vfs, time);
}
static int vfs_error(sqlite3_vfs *self, int count, char *into) {
    (void)self;
    return system_vfs->xGetLastError(system_vfs, count, into);
}

int recording_vfs_install(void) {
    pthread_mutex_lock(&lock);
    int code = SQLITE_OK;
    if (!installed) {
        system_vfs = sqlite3_vfs_find(NULL);
        vfs.iVersion = 2;
        vfs.szOsFile = (int)sizeof(recorded_file) + system_vfs->szOsFile;
        vfs.mxPathname = system_vfs->mxPathname;
        vfs.zName = "recording";
        vfs.xOpen = vfs_open;
        vfs.xDelete = vfs_delete;
        vfs.xAccess = vfs_access;
        vfs.xFullPathname = vfs_full_path;
        vfs.xRandomness = vfs_randomness;
        vfs.xSleep = vfs_sleep;
        vfs.xCurrentTime = vfs_time;
        vfs.xCurrentTimeInt64 = vfs_time_64;
        vfs.xGetLastError = vfs_error;
        code = sqlite3_vfs_register(&vfs, 1);
        installed = code == SQLITE_OK;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

int recording_vfs_begin(const char *path, const char *file) {
    pthread_mutex_lock(&lock);
    int code = -1;
    size_t length = strlen(path);
    if (!journal && length + 2 < sizeof folder && (journal = fopen(file, "wb"))) {
        memcpy(folder, path, length);
        folder[length] = '/';
        folder[length + 1] = 0;
        folder_length = length + 1;
        journal_failed = 0;
        code = 0;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

void recording_vfs_mark(unsigned int number) { record(MARK, NULL, number, NULL, 0); }

int recording_vfs_end(void) {
    pthread_mutex_lock(&lock);
    int code = -1;
    if (journal) {
        if (fclose(journal) != 0) journal_failed = 1;
        journal = NULL;
        code = journal_failed ? -1 : 0;
    }
    pthread_mutex_unlock(&lock);
    return code;
}

#pragma once
// Every regular file below a store, links left alone.

#include <functional>
#include <map>
#include <string>

#include <breakglass/ground/result.h>
#include <breakglass/sealed/keys.h>

namespace breakglass::backup {

/// Calls visit with each regular file's path. Symbolic links are never followed, neither to files
/// nor to directories. A directory that cannot be read is handed to refuse.
Status walk_store(const std::string& root, const std::function<Status(const std::string&)>& visit,
                  const std::function<void(const Error&)>& refuse);

/// Where a store keeps which backup, learned from the files themselves on first use.
class StoreIndex {
  public:
    explicit StoreIndex(std::string root) : root_(std::move(root)) {}
    /// The paths whose nonce is id; none when there is no such file.
    Result<std::vector<std::string>> find(const sealed::BackupId& id);

  private:
    std::string root_;
    bool built_ = false;
    std::multimap<sealed::BackupId, std::string> paths_;
};

}  // namespace breakglass::backup

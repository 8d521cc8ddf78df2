//! Folders on object stores: what is written there is whole by itself.

use std::path::Path;

use futures_util::TryStreamExt;
use object_store::path::Path as ObjectPath;
use object_store::{ObjectStore, ObjectStoreExt, PutPayload};
use tokio::runtime::Runtime;

use crate::diagnostic::Diagnostic;
use crate::files::unwritable;
use crate::say;

/// A folder on an object store.
pub struct Objects {
    store: Box<dyn ObjectStore>,
    root: ObjectPath,
    runtime: Runtime,
    address: String,
}

impl Objects {
    /// Opens the folder at an address. Keys, region and the like are those of the environment, such as `AWS_ACCESS_KEY_ID`.
    ///
    /// # Errors
    /// When the address or the environment cannot be understood.
    pub fn open(address: &str) -> Result<Self, Diagnostic> {
        let failed = |words: String| {
            let finding = Diagnostic::error(say!("objects.unreadable", words = words));
            finding.in_file(address.to_owned()).hint(say!("hint.objects-address"))
        };
        // It is there already for the second store.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let url = url::Url::parse(address).map_err(|error| failed(error.to_string()))?;
        let variables = std::env::vars().filter(|(name, _)| name.starts_with("AWS_"));
        let variables = variables.map(|(name, value)| (name.to_lowercase(), value));
        let (store, root) =
            object_store::parse_url_opts(&url, variables).map_err(|error| failed(error.to_string()))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| failed(error.to_string()))?;
        Ok(Self { store, root, runtime, address: address.trim_end_matches('/').to_owned() })
    }

    /// How messages name a file.
    pub fn shown(&self, path: &str) -> String {
        format!("{}/{path}", self.address).trim_end_matches('/').to_owned()
    }

    fn object(&self, path: &str) -> ObjectPath {
        let whole = if self.root.is_root() { path.to_owned() } else { format!("{}/{path}", self.root) };
        // As it is, where it can be: a part that is joined has numbers in the place of Chinese characters.
        ObjectPath::parse(whole).unwrap_or_else(|_| self.root.clone().join(path))
    }

    fn failed(&self, path: &str, error: &object_store::Error) -> Diagnostic {
        Diagnostic::error(say!("objects.unreadable", words = error.to_string())).in_file(self.shown(path))
    }

    /// What stands in a file.
    ///
    /// # Errors
    /// When it is not there or cannot be read.
    pub fn read(&self, path: &str) -> Result<Vec<u8>, Diagnostic> {
        let object = self.object(path);
        let read = async { self.store.get(&object).await?.bytes().await };
        self.runtime.block_on(read).map(Vec::from).map_err(|error| self.failed(path, &error))
    }

    /// Writes a file.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&self, path: &str, bytes: Vec<u8>) -> Result<(), Diagnostic> {
        let object = self.object(path);
        let written = self.runtime.block_on(self.store.put(&object, PutPayload::from(bytes)));
        written.map(|_| ()).map_err(|error| self.unwritten(path, &error))
    }

    /// Takes a file away, if it is there.
    ///
    /// # Errors
    /// When it stays.
    pub fn remove(&self, path: &str) -> Result<(), Diagnostic> {
        let object = self.object(path);
        match self.runtime.block_on(self.store.delete(&object)) {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(error) => Err(self.unwritten(path, &error)),
        }
    }

    fn unwritten(&self, path: &str, error: &object_store::Error) -> Diagnostic {
        unwritable(Path::new(&self.shown(path)), say!("io.other", words = error.to_string()))
    }

    /// All files with their sizes, by path.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn list(&self) -> Result<Vec<(String, u64)>, Diagnostic> {
        let listed: Result<Vec<_>, _> =
            self.runtime.block_on(self.store.list(Some(&self.root)).try_collect());
        let mut files: Vec<(String, u64)> = listed
            .map_err(|error| self.failed("", &error))?
            .into_iter()
            .filter_map(|file| {
                let parts: Vec<_> = file.location.prefix_match(&self.root)?.collect();
                let parts: Vec<&str> = parts.iter().map(|part| part.as_ref()).collect();
                Some((parts.join("/"), file.size))
            })
            .collect();
        files.sort();
        Ok(files)
    }
}

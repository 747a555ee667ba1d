/// Opens a web address in the person's browser, without waiting for it.
pub fn browse(url: &str) -> std::io::Result<()> {
    open::that_detached(url)
}

use super::plain::Audience;
use super::{Edition, Origin};
use crate::problem::Problem;
use crate::text::{Sources, Span};

impl Origin {
    /// The same without where the file lies, and without a file that could be edited.
    #[must_use]
    pub fn public(&self) -> Self {
        Self { label: "public".to_owned(), embedded: true, public: true, ..self.clone() }
    }
}

impl Edition {
    /// What everyone may see, read from a text in which nothing else is. Nothing that was taken away is told as wrong:
    /// a guest cannot mend it. Of what is wrong with the file only the codes are told.
    #[must_use]
    pub fn public(&self) -> Self {
        let origin = self.origin.public();
        if self.number == 0 {
            // It is still being read.
            return Self::empty(origin, self.today);
        }
        if !self.is_sound() {
            let errors = self.problems.iter().filter(|problem| problem.is_error());
            let told = errors.map(|problem| Problem::new(problem.code, Span::default(), problem.code.info().title));
            let sources = Sources::of_text("roadmap.toml", "");
            let empty = Self { number: self.number, sources, ..Self::empty(origin, self.today) };
            return empty.with(told.collect());
        }
        let sources = Sources::of_text("roadmap.toml", self.text_for(Audience::Public));
        let mut edition = Self::read(self.number, origin, sources, self.today);
        edition.problems.retain(Problem::is_error);
        edition
    }
}

//! A repository checked, ready to be written in any format.

use hazards::check::{self, Context, Counts, Listing, rules};
use hazards::lang::Lang;
use hazards::record;
use hazards::store::{self, Repository};
use hazards::write::findings::{Format, Report, short::shown_path};
use std::path::Path;

/// A finding as a format tells it: path, line, column, rule, severity.
pub type Told = (String, Option<usize>, Option<usize>, String, String);

/// A repository and what is found in it.
pub struct Run {
    repository: Repository,
    pub listing: Listing,
}

impl Run {
    pub fn of(root: &Path) -> Self {
        let mut run = Self::with_waived(root);
        let waived = run.listing.counts.waived;
        run.listing.findings.retain(|finding| !finding.waived);
        run.listing.counts = Counts { waived, ..Counts::of(&run.listing.findings) };
        run
    }

    pub fn with_waived(root: &Path) -> Self {
        let repository = store::open(root).unwrap();
        let day = |text| record::date::parse(text).unwrap();
        let (as_of, today) = (day("2023-12-31"), day("2024-01-15"));
        let context = Context::new(&repository.records, &repository.plan, &repository.catalog, as_of, today);
        let mut findings = check::check(&context, &repository.settings);
        drop(context);
        repository.locate(&mut findings);
        let listing = Listing::new(findings, &repository.records);
        Self { repository, listing }
    }

    pub fn fingerprints(&self) -> Vec<String> {
        let findings = self.listing.findings.iter();
        findings.map(|finding| check::fingerprint(finding, &self.repository.plan)).collect()
    }

    pub fn write(&self, format: Format) -> String {
        let report = Report {
            listing: &self.listing,
            plan: &self.repository.plan,
            as_of: record::date::parse("2023-12-31").unwrap(),
            files: self.repository.records.files.len(),
            records: self.repository.records.met,
            lang: Lang::Zh,
            rules: rules::ALL,
            deny_warnings: false,
            baselined: None,
        };
        format.write(&report, false)
    }

    /// What a format is to tell, in the order in which it tells it.
    pub fn expected(&self, format: Format) -> Vec<Told> {
        let mut told: Vec<Told> = self
            .listing
            .findings
            .iter()
            .map(|finding| {
                let path = match format {
                    Format::Json | Format::Jsonl | Format::Sarif | Format::Gitlab => finding.path.clone(),
                    Format::Human => hazards::text::visible_whole(&finding.path),
                    Format::Short | Format::Github | Format::Junit => shown_path(&finding.path),
                };
                let (line, column) = finding.place().map(|place| (place.line, place.column)).unzip();
                (path, line, column, finding.rule.to_owned(), finding.severity.name().to_owned())
            })
            .collect();
        if format == Format::Junit {
            // A suite a rule.
            told.sort_by_key(|told| rules::ALL.iter().position(|rule| rule.code == told.3));
        }
        told
    }
}

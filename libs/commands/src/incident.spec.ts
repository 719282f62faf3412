import { beneficiaries, forbiddenTerms } from '@redress/complaint';
import { offerBeneficiaries, unofferableTerms } from '@redress/improvement';

describe('what an incident offers is what a case may propose', () => {
  it('to the same people, on the same terms: incidents do not import the language of complaints', () => {
    expect(offerBeneficiaries).toEqual(beneficiaries);
    expect(unofferableTerms).toEqual(forbiddenTerms);
  });
});
